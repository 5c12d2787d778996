"""The offices that issue the documents of a batch: as the register knows them, else as the reference data do."""

from datetime import date

from service import reference
from service.domain.offices import Office
from service.domain.refusal import Refused
from service.domain.signing import Signer
from service.errors import ServiceError
from service.issuing.issuing_office import issuing_office, signer_id
from service.issuing.workplace import Turn
from service.register import batches
from service.register.permissions import OfficeAct, require
from service.register.sandbox import is_twin


class Issuers:
    """Finds offices within one turn, each once; of those in the register only the ones where the user makes drafts.

    `home` is the office of the batch. For that of a sandbox the register has no other office: nothing of a test comes
    into the work of a real one, whose header is then that of the reference data.
    """

    def __init__(self, turn: Turn, day: date, home: str) -> None:
        self._turn = turn
        self._day = day
        self._registered = {home} if is_twin(home) else batches.office_ids(turn.session)
        self._found: dict[str, Office | ServiceError] = {}
        self._signers: dict[tuple[str, Signer | None], str | None] = {}

    def is_registered(self, office_id: str) -> bool:
        """Tell whether the register keeps documents of an office: then its staff find them in their list of work."""
        return office_id in self._registered

    def office(self, office_id: str) -> Office:
        """Return an office. Raises NotAllowed where it is in the register and the user has no role there."""
        if office_id not in self._found:
            try:
                self._found[office_id] = self._looked_up(office_id)
            except ServiceError as refused:
                self._found[office_id] = refused
        found = self._found[office_id]
        if isinstance(found, ServiceError):
            raise found
        return found

    def own_office(self, office_id: str) -> Office:
        """Return the office of a plan. Raises NotAllowed, Refused where nobody knows it."""
        return self.office(office_id) if self.is_registered(office_id) else reference.office(office_id)

    def signer_id(self, office_id: str, signer: Signer | None) -> str | None:
        """Return the id of a signer in the register, None for one whom the office did not enter there."""
        if not self.is_registered(office_id):
            return None
        key = (office_id, signer)
        if key not in self._signers:
            self._signers[key] = signer_id(self._turn, office_id, self._day, signer)
        return self._signers[key]

    def _looked_up(self, office_id: str) -> Office:
        if not self.is_registered(office_id):
            try:
                return reference.office(office_id)
            except Refused as refused:
                raise ServiceError(refused.message, code=refused.code) from None
        require(self._turn.session, self._turn.actor, office_id, OfficeAct.CREATE_DRAFT)
        return issuing_office(self._turn, office_id, self._day)
