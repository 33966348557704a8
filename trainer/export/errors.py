"""What can go wrong with an export or an import; every text is one line that says what to do."""


class ExportError(Exception):
    """Base of this package's errors."""


class NothingToExport(ExportError):
    """Nobody asked for has a trial."""


class NotEmpty(ExportError):
    """Where the export was to go there is something already."""


class DiskFull(ExportError):
    """There was no room for the export."""


class NotReadable(ExportError):
    """Files that are not what they say, or not of this program."""


class TooLarge(ExportError):
    """Files that would unfold to more than an export can be."""
