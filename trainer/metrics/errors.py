"""What can go wrong between a recording and its numbers; everything here is meant for people."""


class MetricError(Exception):
    """A file or a signal cannot be measured: what is wrong, where, and what to do."""


class TableError(MetricError):
    """A file is not a table of time and two axes."""


class SignalError(MetricError):
    """The samples cannot be brought to one even rate, or filtered."""


class NotMeasurableError(MetricError):
    """This metric has no value for this signal; the others may have."""
