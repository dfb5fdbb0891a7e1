"""The bugs that ``benchmarks.planted`` plants: in which file which words become which, and the tests named for it."""

from typing import NamedTuple


class Patch(NamedTuple):
    """``before`` stands exactly once in ``file`` and becomes ``after``."""

    file: str
    before: str
    after: str


class Bug(NamedTuple):
    """A named mistake that somebody might make, and the tests of which at least one must fail by it."""

    name: str
    patches: tuple[Patch, ...]
    tests: tuple[str, ...]


def _bug(name: str, file: str, before: str, after: str, *tests: str) -> Bug:
    return Bug(name, (Patch(file, before, after),), tests)


_APPEND = "infra/schema/3_append.sql"
_HISTORY = "domain/history.py"
_FOLD = "tests/test_history.py::test_the_fold_equals_the_plain_telling"
_OF_A_PROVINCE = "tests/test_oracle.py::test_a_simulated_province_is_told_alike_at_any_point"
_OF_COMMANDS = (
    "tests/test_oracle.py::test_what_commands_left_behind_is_told_alike_while_it_grows_and_after_a_rebuild"
)

OF_THE_LOG = (
    _bug(
        "the append lock removed",
        _APPEND,
        "    PERFORM lock_log();\n    -- What comes next",
        "    -- What comes next",
        "tests/test_log_concurrency.py",
    ),
    _bug(
        "a stream grows whatever version was seen",
        _APPEND,
        "        IF versions[1] <> coalesce(next",
        "        IF false AND versions[1] <> coalesce(next",
        "tests/test_at_once.py::test_what_rested_on_a_state_that_is_gone_is_decided_anew",
    ),
    _bug(
        "streams that were read may have grown",
        "domain/app/machinery.py",
        "            reads=act.reads,\n",
        "",
        "tests/test_at_once.py::test_what_was_only_read_and_has_changed_since_makes_the_act_decide_anew",
    ),
    _bug(
        "an idempotency key ignored",
        _APPEND,
        "        ELSIF FOUND THEN\n            RETURN NULL",
        "        ELSIF false THEN\n            RETURN NULL",
        "tests/test_log.py::test_a_request_is_done_once_and_its_answer_comes_back",
    ),
    _bug(
        "a row does not know the end of its transaction",
        _APPEND,
        "SELECT head + u.nth, last, moment",
        "SELECT head + u.nth, head + u.nth, moment",
        "tests/test_log.py::test_every_row_knows_the_end_of_its_transaction",
    ),
    _bug(
        "a clock set back is believed",
        _APPEND,
        "greatest(coalesce(append.recorded_at, clock_timestamp()), head_time); -- a clock",
        "coalesce(append.recorded_at, clock_timestamp()); -- a clock",
        "tests/test_log.py::test_a_server_clock_set_back_records_at_the_last_moment",
    ),
    _bug(
        "a moment of recording is taken after seeding",
        _APPEND,
        "                IF append.recorded_at IS NOT NULL THEN",
        "                IF false THEN",
        "tests/test_log.py::test_once_seeding_is_closed_only_the_clock_of_the_server_counts",
    ),
    _bug(
        "an upcaster skipped",
        "infra/mapper.py",
        "steps = chain[version - 1 :]",
        "steps = chain[version:]",
        "tests/test_mapper.py::test_an_old_version_is_read_through_all_later_ones_and_the_newest_is_written",
    ),
    _bug(
        "a day ends at midnight in Greenwich",
        "infra/log.py",
        "datetime.combine(day, datetime.max.time(), VIETNAM)",
        "datetime.combine(day, datetime.max.time(), timezone.utc)",
        "tests/test_log_reading.py::test_a_day_ends_at_midnight_in_vietnam",
    ),
)

OF_THE_FOLD = (
    _bug(
        "a fold that forgets a back-dated fact",
        _HISTORY,
        "    known = list(events)\n    gone, stands_for",
        "    known = list(events)\n    days = [getattr(e.fact, 'day', None) for e in known]\n"
        "    known = [e for n, e in enumerate(known)"
        " if not days[n] or all(d is None or d <= days[n] for d in days[:n])]\n    gone, stands_for",
        _FOLD,
        _OF_COMMANDS,
    ),
    _bug(
        "a hand-over inside a completed stretch takes effect",
        _HISTORY,
        "lead, deadline, original, extensions = self.frozen or running",
        "lead, deadline, original, extensions = running",
        "tests/test_history.py"
        "::test_a_hand_over_between_claim_and_confirmation_counts_for_the_unit_of_the_completion_day",
    ),
    _bug(
        "a correction that is corrected goes on counting",
        _HISTORY,
        "        if version in gone or fact.target in gone:",
        "        if fact.target in gone:",
        "tests/test_history.py::test_leaving_a_correction_out_brings_the_fact_back_and_its_replacement_goes",
    ),
    _bug(
        "an extension moves the original deadline",
        _HISTORY,
        "                self.deadline = fact.deadline.day\n                self.extensions += 1",
        "                self.deadline = self.original = fact.deadline.day\n                self.extensions += 1",
        "tests/test_history.py::test_an_extension_keeps_the_original_deadline",
    ),
    _bug(
        "a request for more leaves the claim waiting",
        _HISTORY,
        "                self.answered.add(fact.report)\n",
        "                pass\n",
        "tests/test_history.py::test_asking_for_more_answers_the_claim",
    ),
    _bug(
        "completion counts from the day of the click",
        "domain/progress.py",
        "        return product.day if product else None\n",
        "        return sent\n",
        "tests/test_register.py::test_the_completion_rule_decides_the_day",
    ),
    _bug(
        "what is issued to an ended unit stays there",
        "domain/app/drafts.py",
        "act.keep(settle(after, act.unit, by=act.by))",
        "act.keep(after)",
        "tests/test_reorganisation.py::test_what_is_given_to_an_ended_unit_by_an_older_document_goes_on_to_its_successor",
    ),
    _bug(
        "a person confirms what he sent",
        "domain/progress.py",
        "    if {assignment.report(report).by, assignment.fact(report).by} & acting:",
        "    if False:",
        "tests/test_register.py::test_nobody_confirms_what_he_sent",
    ),
)

OF_THE_VIEWS = (
    Bug(
        "the progress guard removed",
        (
            Patch(
                "projections/schemas.py",
                "SELECT pg_advisory_xact_lock(hashtext('sonq follow {schema}'));\n        SET LOCAL",
                "SET LOCAL",
            ),
            Patch(
                "projections/engine.py",
                '"UPDATE followed SET position = %s WHERE position = %s", [page.until, after]',
                '"UPDATE followed SET position = %s", [page.until]',
            ),
        ),
        ("tests/test_engine.py::test_two_followers_take_turns_and_neither_does_the_page_of_the_other",),
    ),
    _bug(
        "a known bound off by one",
        "projections/moment.py",
        "{alias}.known_to > {known}",
        "{alias}.known_to >= {known}",
        _OF_COMMANDS,
    ),
    _bug(
        "half a merger is seen",
        "projections/moment.py",
        "return Moment(days.raise_to_txn_end(known), day)",
        "return Moment(known, day)",
        _OF_COMMANDS,
        _OF_A_PROVINCE,
    ),
    _bug(
        "a row is shown after it was superseded",
        "projections/versions.py",
        "min(to_day, self.superseded)",
        "to_day",
        "tests/test_timeline.py::test_shown_bounds_are_the_definition",
    ),
    _bug(
        "a ledger entry with the wrong day",
        "projections/ledger.py",
        "SELECT book, key, deadline + 1, {Timeliness.OVERDUE:d}",
        "SELECT book, key, deadline + 2, {Timeliness.OVERDUE:d}",
        _OF_COMMANDS,
        "tests/test_ledger.py::test_every_figure_by_the_ledger_is_the_one_by_the_timeline",
    ),
    _bug(
        "what is learnt late changes what was shown",
        "projections/ledger.py",
        "        yield shown, *days, 1",
        "        yield shown, from_day, to_day, 1",
        "tests/test_ledger.py::test_what_is_learnt_late_changes_the_past_as_it_is_known_and_not_as_it_was_shown",
    ),
    _bug(
        "due today is overdue",
        "projections/timeliness.sql",
        "WHEN day > deadline THEN 4",
        "WHEN day >= deadline THEN 4",
        _OF_COMMANDS,
    ),
    _bug(
        "a rule of now used for then",
        "projections/reader.py",
        "return calendar(cursor, at).add_working_days(at.day, rules(cursor, at).due_soon)",
        "return calendar(cursor, at).add_working_days(\n"
        "            at.day, rules(cursor, self.reviewed(self.today())).due_soon\n        )",
        "tests/test_rulings.py::test_a_past_screen_is_judged_by_the_rules_of_then_and_on_request_by_those_of_now",
    ),
    _bug(
        "a removed assignment decides for its task",
        "domain/roll_up.py",
        "        elif stage is not Stage.REMOVED:",
        "        else:",
        "tests/test_rules.py::test_a_task_is_complete_with_its_last_assignment",
    ),
    _bug(
        "the condition of sight dropped",
        "projections/sight.py",
        """    seen = f" AND {sight.whole('t')}" if sight else \"\"""",
        '    seen = ""',
        "tests/test_sight.py::test_another_unit_sees_its_own_only",
    ),
    _bug(
        "an act without the right to it",
        "domain/act.py",
        "        if self.actor.permit:\n            self.actor.permit(self)\n",
        "",
        "tests/test_permissions.py::test_who_has_no_account_or_a_closed_one_does_nothing",
    ),
)

BUGS = (*OF_THE_LOG, *OF_THE_FOLD, *OF_THE_VIEWS)
