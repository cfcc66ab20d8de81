"""What `critique` writes, for people and for programs."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.cli import schemas
from tests.cli.conftest import FLAWED, run_in
from tests.unit.critic.test_learnt import PLAN


@pytest.fixture
def critiqued(flawed_repo, run) -> dict[str, Any]:
    """The plan's report in JSON."""
    ended = run("critique", "plan.md", "--format", "json")
    assert (ended.code, ended.err) == (0, "")
    [line] = ended.out.splitlines()
    report = json.loads(line)
    assert len(report["findings"]) > 1
    return report


def edits(report: dict[str, Any]) -> list[str]:
    found = [item["edit"] for item in report["findings"] if item["edit"]]
    assert found
    return found


def takes(root: Path, patch: str) -> bool:
    """Whether `git apply` can apply it."""
    done = subprocess.run(
        ["git", "apply", "--check", "-"], cwd=root, input=patch.encode(), check=False
    )
    return done.returncode == 0


def test_json_is_one_object_a_file_on_one_line(flawed_repo, run):
    import jsonschema

    (flawed_repo / "more.md").write_text(FLAWED)
    ended = run("critique", "plan.md", "more.md", "-f", "json")
    reports = [json.loads(line) for line in ended.out.splitlines()]
    assert [report["file"] for report in reports] == ["plan.md", "more.md"]
    for report in reports:
        jsonschema.validate(report, schemas.REPORT)


def test_an_id_of_the_json_is_the_one_that_show_takes(critiqued, run):
    finding = critiqued["findings"][0]
    shown = json.loads(run("show", finding["id"], "--format", "json").out)
    assert shown["id"] == finding["id"]
    assert shown["title"] == finding["name"]
    assert shown["patch"] == finding["edit"]
    assert finding["name"] in run("show", finding["id"][:7]).out


def test_a_quote_stands_at_its_line(critiqued):
    lines = FLAWED.splitlines()
    for finding in critiqued["findings"]:
        passage = "\n".join(lines[finding["line"] - 1 : finding["end_line"]])
        assert finding["quote"].splitlines()[0] in passage


@pytest.mark.parametrize(
    "content",
    [
        FLAWED,
        FLAWED.replace("\n", "\r\n"),
        "\ufeff" + FLAWED,
        FLAWED.rstrip("\n"),
        FLAWED.replace("Budget", "Kosten für Übung 漢字"),
    ],
    ids=["plain", "CRLF", "BOM", "no newline at the end", "umlauts"],
)
def test_git_takes_every_edit(flawed_repo, run, content):
    (flawed_repo / "plan.md").write_bytes(content.encode())
    ended = run("critique", "plan.md", "--format", "json", "--only-report")
    for patch in edits(json.loads(ended.out)):
        assert takes(flawed_repo, patch)


def test_git_takes_the_edit_of_a_file_in_a_subfolder(flawed_repo):
    folder = flawed_repo / "a folder" / "ü"
    folder.mkdir(parents=True)
    (folder / "my plan.md").write_text(FLAWED)
    report = json.loads(run_in(folder, "critique", "my plan.md", "-f", "json").out)
    assert report["file"] == "a folder/ü/my plan.md"
    for patch in edits(report):
        assert takes(flawed_repo, patch)


def sarif(output: str) -> dict[str, Any]:
    import jsonschema

    log = json.loads(output)
    jsonschema.validate(log, schemas.SARIF)
    return log["runs"][0]


def test_sarif_is_one_valid_log_over_all_files(flawed_repo, run, tmp_path):
    (flawed_repo / "a plan.md").write_text(FLAWED)
    outside = tmp_path / "outside.md"
    outside.write_text(FLAWED)
    names = ("plan.md", "a plan.md", outside, "-")
    ended = run("critique", *names, "--format", "sarif", stdin=FLAWED)
    found = sarif(ended.out)
    uris = {
        item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        for item in found["results"]
    }
    assert uris == {"plan.md", "a%20plan.md", str(outside), "stdin"}
    rules = found["tool"]["driver"]["rules"]
    assert all(
        rules[item["ruleIndex"]]["id"] == item["ruleId"] for item in found["results"]
    )


def test_sarif_without_findings_is_valid_too(flawed_repo, run):
    (flawed_repo / "empty.md").write_text("")
    assert sarif(run("critique", "empty.md", "-f", "sarif").out)["results"] == []


def test_a_sarif_fix_does_what_the_edit_does(critiqued, flawed_repo, run):
    results = sarif(run("critique", "plan.md", "-f", "sarif").out)["results"]
    fixes = {
        item["partialFingerprints"]["coresearchSuggestion/v1"]: item["fixes"]
        for item in results
        if "fixes" in item
    }
    wanted = {item["id"]: item["edit"] for item in critiqued["findings"]}
    assert set(fixes) == {identity for identity, edit in wanted.items() if edit}
    for identity, [fix] in fixes.items():
        [change] = fix["artifactChanges"]
        fixed = FLAWED
        for replacement in reversed(change["replacements"]):
            fixed = replaced(fixed, replacement)
        assert fixed == patched(flawed_repo, wanted[identity])


def replaced(text: str, replacement: dict[str, Any]) -> str:
    """`text` after one SARIF replacement, read by the standard alone."""
    lines = text.splitlines(keepends=True)
    region = replacement["deletedRegion"]
    start, end = (
        sum(map(len, lines[: region[f"{side}Line"] - 1])) + region[f"{side}Column"] - 1
        for side in ("start", "end")
    )
    return text[:start] + replacement["insertedContent"]["text"] + text[end:]


def patched(root: Path, patch: str) -> str:
    """The plan after `git apply`; it is put back."""
    for arguments in (["apply"], ["apply", "--reverse"]):
        subprocess.run(["git", *arguments], cwd=root, input=patch.encode(), check=True)
        if arguments == ["apply"]:
            after = (root / "plan.md").read_text()
    return after


def test_sarif_says_what_was_rejected(critiqued, run):
    first = critiqued["findings"][0]["id"]
    run("reject", first, "-m", "known")
    results = sarif(run("critique", "plan.md", "-f", "sarif").out)["results"]
    suppressed = [item for item in results if "suppressions" in item]
    [item] = suppressed
    assert item["partialFingerprints"]["coresearchSuggestion/v1"] == first
    assert "known" in item["suppressions"][0]["justification"]


def test_markdown_has_a_section_a_finding(critiqued, run):
    ended = run("critique", "plan.md", "--format", "markdown")
    total = len(critiqued["findings"])
    assert ended.out.startswith(f"## plan.md: {total} findings\n")
    assert ended.out.count("\n### ") == total
    assert ended.out.count("\n~~~~~~diff\n") == len(edits(critiqued))
    for finding in critiqued["findings"]:
        assert f"`{finding['id']}`" in ended.out


def test_text_shows_every_finding_and_marks_those_with_an_edit(critiqued, run):
    ended = run("critique", "plan.md", "--all")
    total, with_edit = len(critiqued["findings"]), len(edits(critiqued))
    assert f"plan.md: {total} findings, " in ended.out
    assert f"; {with_edit} with an edit (±)" in ended.out
    listed = re.findall(r"^([0-9a-f]{7}) (?:high|medium|low) +(±?)", ended.out, re.M)
    assert len(listed) == total
    assert sum(mark == "±" for _, mark in listed) == with_edit


def test_text_shows_ten_and_says_how_many_more_there_are(flawed_repo, run):
    passages = [f"## Part {n}\n\nThe value of item {n} is TBD.\n" for n in range(14)]
    (flawed_repo / "plan.md").write_text("\n".join(["# Plan\n", *passages]))
    report = json.loads(run("critique", "plan.md", "-f", "json", "--only-report").out)
    total = len(report["findings"])
    if total <= 10:
        pytest.fail("no longer a plan with more than ten findings")
    some = run("critique", "plan.md", "--only-report").out
    assert f"  {total - 10} more: --all" in some
    everything = run("critique", "plan.md", "--only-report", "--all").out
    assert everything.count("\n") > some.count("\n")
    assert "more: --all" not in everything


def test_an_unknown_format_is_a_usage_error(run):
    ended = run("critique", "plan.md", "--format", "xml")
    assert ended.code == 2
    assert "'xml' is not one of" in ended.err


def test_the_output_is_the_same_every_time(flawed_repo, run):
    once, again = (
        run("critique", "plan.md", "-f", "json", "--only-report").out for _ in "ab"
    )
    assert once == again


def test_findings_wait_in_the_inbox(critiqued, run):
    waiting = json.loads(run("inbox", "-f", "json", "-n", "99").out)
    assert {row["id"] for row in waiting} == {f["id"] for f in critiqued["findings"]}


def test_what_is_doubtful_is_counted_shown_on_demand_and_in_no_inbox(flawed_repo, run):
    (flawed_repo / "plan.md").write_text(PLAN)
    report = json.loads(run("critique", "plan.md", "-f", "json").out)
    doubtful = {one["rule"] for one in report["doubtful"]}
    assert doubtful
    assert not doubtful & {one["rule"] for one in report["findings"]}
    some = run("critique", "plan.md", "--only-report").out
    assert f"{len(report['doubtful'])} doubtful left out (" in some
    everything = run("critique", "plan.md", "--only-report", "--all").out
    _, _, aside = everything.partition("Doubtful, so not in the inbox")
    assert all(f"  {rule} " in aside for rule in doubtful)
    inbox = json.loads(run("inbox", "-f", "json").out)
    assert len(inbox) == len(report["findings"])


def test_what_is_doubtful_can_be_ignored_with_a_reason(flawed_repo, run):
    (flawed_repo / "plan.md").write_text(PLAN)
    report = json.loads(run("critique", "plan.md", "-f", "json").out)
    rule = report["doubtful"][0]["rule"]
    ignore = f"<!-- coresearch: ignore {rule} because we know -->\n\n"
    (flawed_repo / "plan.md").write_text(ignore + PLAN)
    report = json.loads(run("critique", "plan.md", "-f", "json").out)
    assert [one["rule"] for one in report["ignored"]] == [rule]
    assert rule not in {one["rule"] for one in report["doubtful"]}
