"""Random requests made from the description of the API; the long run is ``benchmarks/schema.py``."""

from benchmarks.schema import explorer
from domain.account import Role

CASES = 150
"""By each role: about one of each sort for every operation."""


def test_no_answer_is_a_fault_or_undocumented(module_database: str) -> None:
    with explorer(module_database) as it:
        came = it.explore(list(Role), CASES)
    for role, statuses in came.items():
        print(f"\n{role.value}: {dict(sorted(statuses.items()))}")
        assert sum(statuses.values()) >= CASES
        assert {200, 404, 422} <= set(statuses)
    assert 201 in came[Role.OFFICE_HEAD]
