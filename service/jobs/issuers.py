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
from service.register.permissions import OFFICE_ROLES, OfficeAct, require, roles_of
from service.register.sandbox import is_twin

_MOST_NAMED = 6


class Issuers:
    """Finds offices within one turn, each once.

    The register knows those where the user makes drafts. Another one, also where it has an account here, is as the
    reference data have it: its document is a file only, that nobody finds in its list of work. `home` is the office of
    the batch. For that of a sandbox the register has no other office: nothing of a test comes into the work of a real
    one.
    """

    def __init__(self, turn: Turn, day: date, home: str) -> None:
        self._turn = turn
        self._day = day
        self._registered = {home} if is_twin(home) else batches.office_ids(turn.session)
        self._found: dict[str, Office | ServiceError] = {}
        self._signers: dict[tuple[str, Signer | None], str | None] = {}
        self._writable: dict[str, bool] = {}
        self._files_only: dict[str, str] = {}

    def is_registered(self, office_id: str) -> bool:
        """Tell whether the register keeps documents of an office for the user: its staff find them in their work."""
        return office_id in self._registered and self._may_write(office_id)

    def office(self, office_id: str) -> Office:
        """Return an office. Raises ServiceError where nobody knows it."""
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
        if office_id not in self._registered:
            return reference.office(office_id)
        require(self._turn.session, self._turn.actor, office_id, OfficeAct.CREATE_DRAFT)
        return self.office(office_id)

    def notices(self) -> list[str]:
        """Return what a person should know of the offices that were looked up."""
        names = list(self._files_only.values())
        if not names:
            return []
        more = f" và {len(names) - _MOST_NAMED} cơ quan khác" if len(names) > _MOST_NAMED else ""
        whose = f"{', '.join(names[:_MOST_NAMED])}{more}"
        said = (
            f"Anh chị chưa có vai trò ở {whose}: văn bản của các cơ quan này chỉ có trong tệp kết quả, không vào danh"
            " sách việc của họ. Muốn vào thì nhờ quản trị của cơ quan đó giao vai trò soạn thảo rồi kiểm tra lại."
        )
        return [said]

    def signer_id(self, office_id: str, signer: Signer | None) -> str | None:
        """Return the id of a signer in the register, None for one whom the office did not enter there."""
        if not self.is_registered(office_id):
            return None
        key = (office_id, signer)
        if key not in self._signers:
            self._signers[key] = signer_id(self._turn, office_id, self._day, signer)
        return self._signers[key]

    def _may_write(self, office_id: str) -> bool:
        """Tell whether the user makes drafts in an office of the register."""
        if office_id not in self._writable:
            roles = roles_of(self._turn.session, self._turn.actor, office_id)
            self._writable[office_id] = not roles.isdisjoint(OFFICE_ROLES[OfficeAct.CREATE_DRAFT])
        return self._writable[office_id]

    def _looked_up(self, office_id: str) -> Office:
        if self.is_registered(office_id):
            return issuing_office(self._turn, office_id, self._day)
        try:
            found = reference.office(office_id)
        except Refused as refused:
            raise ServiceError(refused.message, code=refused.code) from None
        if office_id in self._registered:
            self._files_only[office_id] = found.name
        return found
