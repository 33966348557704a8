"""`baps visit` without a window."""


def test_an_answer_that_is_none_is_refused_before_anything_begins(run, tmp_path) -> None:
    refused = run(
        *("visit", "K7", "--board", "sim:patient", "--fast", "--answer", "pain_now:left=99")
    )
    assert refused.exit_code != 0
    assert "'99' is no answer to pain_now:left" in str(refused.exception) + refused.output
    assert not list(tmp_path.rglob("*.said"))
