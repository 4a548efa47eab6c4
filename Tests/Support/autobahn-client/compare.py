"""Compares Autobahn's report with what is expected: every case passes, but for those that the table names."""
import collections, json, sys

report = next(iter(json.load(open(sys.argv[1])).values()))
expected = json.load(open(sys.argv[2]))
passes = {"OK", "INFORMATIONAL"}
wrong = []
for case, result in sorted(report.items(), key=lambda item: [int(part) for part in item[0].split(".")]):
    seen = result["behavior"]
    wanted = expected.get(case)
    if (seen != wanted) if wanted else (seen not in passes):
        wrong.append("%s: %s, expected %s" % (case, seen, wanted or "OK"))
print(dict(collections.Counter(result["behavior"] for result in report.values())))
sys.exit("\n".join(wrong) or 0)
