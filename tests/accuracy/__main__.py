"""python -m tests.accuracy: the table of right answers by kind, and the timing."""

import argparse

from tests.accuracy.answers import SETS, shipped
from tests.accuracy.report import Report, raised, table, timings, wrong


def main() -> None:
    """Prints the report; with --write, raises the level in reached.yaml."""
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description=main.__doc__)
    parser.add_argument("--fail", type=int, default=0, metavar="N", help="show the first N wrong answers of each set")
    parser.add_argument("--kind", help="show wrong answers of this kind, or with this tag, only")
    parser.add_argument("--write", action="store_true", help="raise the level in reached.yaml to what is reached")
    options = parser.parse_args()
    reports = {name: Report.of(name) for name in SETS}
    for report in reports.values():
        for line in wrong(report, options.fail, options.kind):
            print(line)
    print("\n".join(table(reports)))
    print("\n".join(timings(shipped().languages["en"])))
    for line in raised(reports, options.write):
        print(line)


if __name__ == "__main__":
    main()
