"""The chair's acts by a program, by addresses that stay put: for tests of what others see."""

from dataclasses import dataclass

from council.demo.tablet import Tablet
from tests.support.people import PASSWORD


@dataclass
class Chair:
    """Presides over the first meeting of the demonstration council."""

    tablet: Tablet
    address: str
    meeting: int = 1

    @classmethod
    def of(cls, address: str) -> "Chair":
        """Sign in."""
        chair = cls(Tablet(address), address)
        assert chair.tablet.sign_in("ordforande", PASSWORD).status == 200
        return chair

    def do(self, path: str, **facts: str) -> dict[str, object]:
        """One act; it must be done."""
        answer = self.tablet.post(path, facts)
        assert answer.status == 200, (path, answer.text)
        return answer.facts

    def begin(self) -> None:
        """Open the meeting with everybody there."""
        self.do(f"/sammantraden/{self.meeting}/oppna")
        self.do(f"/sammantraden/{self.meeting}/narvaro", usernames="all")

    def divide(self, item: int) -> int:
        """Take up an item and open a division on it, the short way; gives the division."""
        self.do(f"/arenden/{item}/oppna")
        return int(str(self.do(f"/arenden/{item}/votering")["division"]))

    def somebody_votes(self, division: int, choice: str = "yes") -> None:
        """Another councillor than those in the test votes, so that there is no tie."""
        with Tablet(self.address) as tablet:
            assert tablet.sign_in("ledamot060", PASSWORD).status == 200
            answer = tablet.post(f"/voteringar/{division}/rost", {"choice": choice})
            assert answer.status == 200, answer.text

    def close(self, division: int) -> None:
        """Close a division."""
        self.do(f"/voteringar/{division}/stang")

    def gavel(self, item: int) -> None:
        """Let the decision fall."""
        self.do(f"/arenden/{item}/klubba")
