"""The eventsourcing library's own cases for persistence modules, on ours, each on an empty database."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import ClassVar

import pytest
from eventsourcing.persistence import InfrastructureFactory, IntegrityError, NotSupportedError, Tracking
from eventsourcing.tests import persistence as library
from eventsourcing.utils import Environment

from infra.database import Database, prepare
from infra.event_store import Factory, ProcessRecorder, TrackingRecorder
from infra.mapper import Mapper
from infra.recorders import AggregateRecorder, ApplicationRecorder
from tests.log_kit import event, log_kit


class OnOurs:
    """A database for each test of the class."""

    served: ClassVar[Database]

    @pytest.fixture(autouse=True)
    def serve(self, database: str) -> Iterator[None]:
        type(self).served = Database(prepare(database))
        yield
        type(self).served.close()


class TestAggregateRecorder(OnOurs, library.AggregateRecorderTestCase):
    def create_recorder(self) -> AggregateRecorder:
        return AggregateRecorder(self.served)


class TestApplicationRecorder(OnOurs, library.ApplicationRecorderTestCase[ApplicationRecorder]):
    def create_recorder(self) -> ApplicationRecorder:
        return ApplicationRecorder(self.served)

    def test_insert_subscribe(self) -> None:
        self.optional_test_insert_subscribe()


class TestTrackingRecorder(OnOurs, library.TrackingRecorderTestCase):
    def create_recorder(self) -> TrackingRecorder:
        return TrackingRecorder(self.served)


class TestProcessRecorder(OnOurs, library.ProcessRecorderTestCase):
    def create_recorder(self) -> ProcessRecorder:
        return ProcessRecorder(self.served)


class TestProcessRecorderAsApplicationRecorder(OnOurs, library.ApplicationRecorderTestCase[ProcessRecorder]):
    def create_recorder(self) -> ProcessRecorder:
        return ProcessRecorder(self.served)


class TestNonInterleavingNotificationIDs(OnOurs, library.NonInterleavingNotificationIDsBaseCase):
    def create_recorder(self) -> ApplicationRecorder:
        return ApplicationRecorder(self.served)


class OtherTrackingRecorder(TrackingRecorder):
    """Stands for a subclass that somebody names in the environment."""


class TestFactory(library.InfrastructureFactoryTestCase[Factory]):
    @pytest.fixture(autouse=True)
    def environment(self, database: str) -> None:
        # Our own mapper stores plain JSON only; these cases are about compression and encryption.
        self.env = Environment(
            env={
                InfrastructureFactory.PERSISTENCE_MODULE: "infra.event_store",
                InfrastructureFactory.MAPPER_TOPIC: "eventsourcing.persistence:Mapper",
                Factory.DATABASE_DSN: prepare(database),
            }
        )

    def expected_factory_class(self) -> type[Factory]:
        return Factory

    def expected_aggregate_recorder_class(self) -> type[AggregateRecorder]:
        return AggregateRecorder

    def expected_application_recorder_class(self) -> type[ApplicationRecorder]:
        return ApplicationRecorder

    def expected_tracking_recorder_class(self) -> type[TrackingRecorder]:
        return TrackingRecorder

    def tracking_recorder_subclass(self) -> type[TrackingRecorder]:
        return OtherTrackingRecorder

    def expected_process_recorder_class(self) -> type[ProcessRecorder]:
        return ProcessRecorder


def test_of_two_who_follow_a_view_from_one_position_only_one_gets_on(database: str) -> None:
    with log_kit(database) as kit, ThreadPoolExecutor() as threads:
        recorder = TrackingRecorder(kit.database)
        recorder.insert_tracking(Tracking("view", 1))
        with kit.database.transaction() as cursor:
            cursor.execute("UPDATE progress SET position = 2")
            slower = threads.submit(recorder.insert_tracking, Tracking("view", 3))
            kit.until_waiting(1)
        with pytest.raises(IntegrityError):
            slower.result()
        assert recorder.max_tracking_id("view") == 2


def test_the_log_keeps_no_snapshots(database: str) -> None:
    with log_kit(database) as kit, pytest.raises(NotSupportedError):
        Factory(database=kit.database).aggregate_recorder(purpose="snapshots")


def test_the_factory_maps_facts_unless_told_otherwise_and_leaves_a_given_database_open(database: str) -> None:
    with log_kit(database) as kit, Factory(database=kit.database) as factory:
        assert isinstance(factory.mapper(), Mapper)
        factory.close()
        factory.application_recorder().insert_events([event()])


def test_without_a_database_there_is_no_factory() -> None:
    with pytest.raises(OSError, match="DATABASE_DSN"):
        Factory()
