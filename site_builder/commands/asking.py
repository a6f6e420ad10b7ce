"""Questions on a terminal: each answer is held at once against what ``check`` would say of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from site_builder.characters import check, printable
from site_builder.problems import Problem
from site_builder.schema import Reading, Type
from site_builder.yaml_text import Scalar

Judge = Callable[[str], Sequence[Problem]]
"""What is wrong with an answer: an error asks again, a warning asks whether it is meant."""


@dataclass(frozen=True, slots=True)
class Question:
    words: str
    judge: Judge
    default: str = ""
    """What Enter alone stands for."""
    needed: bool = False
    """Whether an empty answer is none."""


def on_a_terminal() -> bool:
    """Whether somebody is there to answer; a script is never asked anything."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def ask(question: Question) -> str:
    """The answer, once it is one. Ctrl+C and Ctrl+D stop the command."""
    default = question.default
    while True:
        shown = f" [{default}]" if default else "" if question.needed else " (Enter leaves it out)"
        try:
            said = input(printable(f"{question.words}{shown}: ")).strip()
        except EOFError:
            print()
            raise KeyboardInterrupt from None
        answer = said or default
        if not answer:
            if not question.needed:
                return ""
            print("  an answer is needed")
            continue
        problems = [*check(answer, ""), *question.judge(answer)]
        for problem in problems:
            mark = "warning: " if problem.severity == "warning" else ""
            print(printable(f"  {mark}{problem.message}"))
            if problem.hint:
                print(printable(f"  hint: {problem.hint}"))
        if not problems or (not said and all(p.severity == "warning" for p in problems)):
            return answer
        if all(p.severity == "warning" for p in problems):
            default = answer  # Enter alone says that it is meant.


def judged_by(kind: Type) -> Judge:
    """An answer held against a kind of value of the schema."""

    def judge(answer: str) -> list[Problem]:
        reading = Reading("")
        kind.convert(Scalar(answer, 0, 0, plain=False), "", reading)
        return reading.problems

    return judge
