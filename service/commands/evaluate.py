"""`junheng evaluate`: how well extraction and checks do on a folder of labelled reports, with the misses counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from service.exits import Lang, WrongUsage, reported

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from corpus.evaluate import Evaluation, Mistake

_SHOWN = ("span", "quantity", "indicator", "stage", "period", "fact", "relation")
"""The measures of the table by document; the table of the whole has all of them."""


def command(
    gold_dir: Annotated[str, typer.Argument(metavar="GOLD_DIR", help="标注文件夹：NAME.tsv 与 NAME.txt。 Folder of labelled reports.")],
    errors: Annotated[bool, typer.Option("--errors", help="列出每一处错误。 List every mistake.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON。 Print JSON.")] = False,
    align: Annotated[
        Literal["span", "order"] | None,
        typer.Option("--align", help="按位置或按顺序配对；默认 txt 按位置。 Pair by place or order; default: place for txt."),
    ] = None,
    inputs: Annotated[Literal["txt", "docx", "pdf"], typer.Option("--inputs", help="读取哪种文件。 Which files to read.")] = "txt",
    lang: Annotated[Lang, typer.Option("--lang", envvar="JUNHENG_LANG", help="界面语言。 Language of messages.")] = "zh",
) -> None:
    """在标注语料上衡量提取质量。 Measure the extraction on labelled reports."""
    with reported(lang):
        evaluation = _evaluate(gold_dir, align, inputs)
        if as_json:
            _print_json(evaluation, errors)
        else:
            _print_tables(evaluation, errors, lang)


def _evaluate(gold_dir: str, align: Literal["span", "order"] | None, inputs: Literal["txt", "docx", "pdf"]) -> Evaluation:
    from pathlib import Path

    from corpus.evaluate import evaluate

    if not Path(gold_dir).is_dir():
        raise WrongUsage("not_a_folder", name=gold_dir)
    if align == "span" and inputs != "txt":
        raise WrongUsage("align_needs_text", inputs=inputs)
    return evaluate(Path(gold_dir), align=align or ("span" if inputs == "txt" else "order"), inputs=inputs)


def _print_json(evaluation: Evaluation, errors: bool) -> None:
    import json
    from dataclasses import asdict

    from service.output.files import write_stdout

    documents = [{"name": d.name} | {m: asdict(tally) for m, tally in d.tallies.items()} for d in evaluation.documents]
    content = evaluation.figures() | {"documents": documents, "left_out": evaluation.left_out}
    if errors:
        content |= {"mistakes": [asdict(mistake) for mistake in evaluation.mistakes]}
    write_stdout((json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))


def _print_tables(evaluation: Evaluation, errors: bool, lang: Lang) -> None:
    from service.labels import word
    from service.output.console import stdout_console

    console = stdout_console()
    _print_whole(console, evaluation, lang)
    _print_documents(console, evaluation, lang)
    _print_findings(console, evaluation, lang)
    if evaluation.left_out:
        console.print(word("left_out", lang, names=", ".join(evaluation.left_out)))
    if errors:
        for mistake in evaluation.mistakes:
            _print_mistake(console, mistake, lang)


def _table(title: str) -> Table:
    from rich.table import Table

    return Table(title=title, title_justify="left", box=None, padding=(0, 2, 0, 0), pad_edge=False)


def _print_whole(console: Console, evaluation: Evaluation, lang: Lang) -> None:
    from service.labels import label, word

    table = _table(word("measured", lang, n=len(evaluation.documents)))
    table.add_column(word("measure", lang))
    for column in ("precision", "recall", "f1", "right", "found", "labelled"):
        table.add_column(word(column, lang), justify="right")
    for measure, tally in evaluation.total.items():
        rates = [f"{rate:.1%}" for rate in (tally.precision, tally.recall, tally.f1)]
        table.add_row(label("measure", measure, lang), *rates, str(tally.right), str(tally.found), str(tally.labelled))
    console.print(table)


def _print_documents(console: Console, evaluation: Evaluation, lang: Lang) -> None:
    from service.labels import label, word

    table = _table(word("by_document", lang))
    table.add_column(word("report", lang))
    for measure in _SHOWN:
        table.add_column(label("measure", measure, lang), justify="right")
    for document in evaluation.documents:
        table.add_row(document.name, *(f"{document.tallies[m].f1:.1%}" if document.tallies[m].labelled else "—" for m in _SHOWN))
    console.print()
    console.print(table)


def _print_findings(console: Console, evaluation: Evaluation, lang: Lang) -> None:
    """By code, all errors and warnings, and below them what only informs; nothing where no findings are labelled."""
    from service.labels import label, word

    if evaluation.findings is None:
        return
    table = _table(word("findings_measured", lang))
    table.add_column(word("code", lang))
    for column in ("labelled", "found", "right_code", "raised", "false_alarms"):
        table.add_column(word(column, lang), justify="right")
    score = evaluation.findings
    named = [(label("finding_code", code, lang), tally) for code, tally in score.by_code.items()]
    for name, tally in [(word("all_findings", lang), score.total), *named]:
        table.add_row(name, *map(str, (tally.labelled, tally.found, tally.right_code, tally.raised, tally.false_alarms)))
    for code, tally in score.info.items():
        name = f"{label('finding_code', code, lang)} ({label('severity', 'info', lang)})"
        table.add_row(name, str(tally.labelled), str(tally.found), "—", "—", "—")
    console.print()
    console.print(table)


def _print_mistake(console: Console, mistake: Mistake, lang: Lang) -> None:
    from models.plain import plain_line
    from service.labels import label

    parts = (mistake.document, label("problem", mistake.problem, lang), mistake.label, mistake.place, mistake.detail)
    console.print(plain_line("  ".join(part for part in parts if part)), markup=False, soft_wrap=True)
