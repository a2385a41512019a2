"""The git repository behind the drafts: branches, work trees, commits. Knows nothing of the database or of content."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from studio.drafts.errors import GitFailed, NoCommit, NoRepository, UnfitPath
from studio.drafts.git import Git, is_commit
from studio.drafts.people import Person
from studio.files.edits.references import CALLS
from studio.versions.merge import Side

BRANCHES = "refs/heads/"
CLOSED = "refs/studio/closed/"  # the commits of closed drafts, so that no work is ever lost
CONTENT = (
    *("data/", "council/", "domain/", "kb/", "tests/nlu/", "tests/conversations/", "config.yml"),
    CALLS,  # says which enquiry a call ends in
)
ENDINGS = (".yml", ".yaml", ".md", ".csv")  # of the files of content
NOTHING = "0" * 40  # git's name for no object
_FIELDS = "%H%x00%P%x00%an%x00%ae%x00%at%x00%B%x00%x00"


@dataclass(frozen=True)
class Commit:
    name: str
    parents: tuple[str, ...]
    who: Person
    at: datetime
    message: str

    @property
    def sentence(self) -> str:
        return self.message.split("\n", 1)[0]

    def trailer(self, name: str) -> str | None:
        """The value of a line such as `Undoes: <commit>` below the sentence."""
        lines = self.message.splitlines()[1:]
        return next((line[len(name) + 2 :] for line in lines if line.startswith(f"{name}: ")), None)


@dataclass(frozen=True)
class Difference:
    """What changed from one commit to another: both contents of every path that either names."""

    before: dict[str, bytes | None]
    after: dict[str, bytes | None]
    moved: dict[str, str]

    @property
    def side(self) -> Side:
        return Side(self.after, self.moved)


class Repository:
    """`content` is the work tree of the live branch."""

    def __init__(self, content: Path) -> None:
        self.content = content
        self.git = Git(content)

    def live(self) -> str:
        """The commit the live files stand on.

        Raises:
            NoRepository: the folder is not itself a checkout; to be inside one is not enough.
            NoCommit: nothing was ever committed.
        """
        try:
            top, head = self.git.text("rev-parse", "--show-toplevel", "--verify", "HEAD").splitlines()
        except GitFailed as error:
            raise NoCommit(self.content) from error
        if Path(top).resolve() != self.content.resolve():
            raise NoRepository(self.content)
        return head

    def heads(self) -> dict[str, str]:
        """The newest commit of every branch of a draft, by the name of the branch."""
        rows = self.git.text("for-each-ref", "--format=%(objectname) %(refname)", f"{BRANCHES}draft/")
        pairs = (row.split(" ", 1) for row in rows.splitlines())
        return {name.removeprefix(BRANCHES): commit for commit, name in pairs}

    def head(self, branch: str) -> str | None:
        """The newest commit of a branch; none when there is no such branch."""
        try:
            return self.git.text("rev-parse", "--verify", "--quiet", f"{BRANCHES}{branch}^{{commit}}")
        except GitFailed:
            return None

    def has(self, commit: str) -> bool:
        return is_commit(commit) and self.git.succeeds("cat-file", "-e", f"{commit}^{{commit}}")

    def parents(self, commit: str) -> list[str]:
        """What a commit stands on: one other, or all that it merges. None of a commit that is not there."""
        if not self.has(commit):
            return []
        return self.git.text("rev-parse", f"{commit}^@").split()

    def is_in(self, commit: str, later: str) -> bool:
        """Whether a commit is part of another's history."""
        return self.git.succeeds("merge-base", "--is-ancestor", commit, later)

    def common(self, one: str, other: str) -> str:
        """The newest commit both grew from."""
        return _common(self.content, one, other)

    def log(self, since: str, until: str) -> list[Commit]:
        """Commits of a branch itself, newest first: what a merge brought from elsewhere is not listed."""
        out = self.git.output(
            "log", "-z", "--first-parent", f"--format={_FIELDS}", until, f"^{since}", "--"
        ).decode(errors="replace")
        commits = []
        for row in out.split("\0\0\0"):
            if not row.strip("\0"):
                continue
            name, parents, author, email, at, message = row.lstrip("\0").split("\0")[:6]
            moment = datetime.fromtimestamp(int(at), UTC)
            who = Person(author, email)
            commits.append(Commit(name, tuple(parents.split()), who, moment, message.strip()))
        return commits

    def difference(self, before: str, after: str) -> Difference:
        """Both sides of every file that changed, with files that moved found by likeness."""
        return _difference(self.content, before, after)

    def contents(self, commit: str, paths: Iterable[str]) -> dict[str, bytes | None]:
        """Files of a commit; none for those it does not have."""
        wanted = list(paths)
        found = _objects(self.git, [f"{commit}:{path}" for path in wanted])
        return dict(zip(wanted, found, strict=True))

    def files_below(self, commit: str, folder: str) -> list[str]:
        """The paths of a folder of a commit, not of its sub-folders."""
        out = self.git.text("ls-tree", "-z", "--name-only", commit, f"{folder}/")
        return [path for path in out.split("\0") if path]

    def commit(
        self,
        git: Git,
        branch: str,
        parents: Sequence[str],
        changes: Mapping[str, bytes | None],
        message: str,
        who: Person,
        at: datetime,
    ) -> str:
        """A new commit at the end of a branch, made without touching any work tree: it is there whole, or not at all.

        Args:
            parents: the branch's newest commit, on which the changes stand, and what is merged.
        Raises:
            UnfitPath: a change is to a file that is not content.
            GitFailed: the branch has moved on, or the disk is full.
        """
        signature = f"{who.signature} {int(at.timestamp())} +0000".encode()
        said = message.encode()
        stream = [
            b"feature done\ncommit %b\n" % f"{BRANCHES}{branch}".encode(),
            b"author %b\ncommitter %b\ndata %d\n%b\n" % (signature, signature, len(said), said),
            b"from %b\n" % parents[0].encode(),
            *(b"merge %b\n" % parent.encode() for parent in parents[1:]),
        ]
        for path, content in sorted(changes.items(), key=lambda change: change[1] is not None):
            name = _quoted(fit_path(path))
            if content is None:
                stream.append(b"D %b\n" % name)
            else:
                stream.append(b"M 100644 inline %b\ndata %d\n%b\n" % (name, len(content), content))
        stream.append(b"done\n")
        git.output("fast-import", "--quiet", given=b"".join(stream))
        return git.text("rev-parse", "--verify", f"{BRANCHES}{branch}")

    def refresh(self, tree: Git, before: str, after: str) -> None:
        """Bring a work tree from one commit to the next. Files changed by hand meanwhile make it fail, and stay."""
        tree.output("read-tree", "-m", "-u", before, after)

    def export(self, commit: str, folder: Path) -> Path:
        """The content of a commit as plain files in an empty folder."""
        out = self.git.output("ls-tree", "-r", "-z", commit)
        paths, names = [], []
        for row in out.decode(errors="replace").split("\0"):
            about, _, path = row.partition("\t")
            if path.startswith(CONTENT) and about.startswith("100"):
                paths.append(path)
                names.append(about.split(" ")[2])
        for path, content in zip(paths, _objects(self.git, names), strict=True):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content or b"")
        return folder


def is_content(path: str) -> bool:
    """Whether a new file there is for the studio; hidden ones are what editors and systems leave behind."""
    hidden = any(part.startswith(".") for part in path.split("/"))
    return path.startswith(CONTENT) and path.endswith(ENDINGS) and not hidden


def fit_path(path: str) -> str:
    """The path, if it is a file the studio may change. Raises UnfitPath."""
    parts = path.split("/")
    tidy = all(part not in ("", ".", "..") and not part.startswith(".git") for part in parts)
    if not tidy or not path.startswith(CONTENT) or any(ord(letter) < 32 for letter in path):
        raise UnfitPath(path)
    return path


def _quoted(path: str) -> bytes:
    escaped = path.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'.encode()


@lru_cache(maxsize=4096)
def _common(content: Path, one: str, other: str) -> str:
    # Two commits never grow another origin, so this may be kept for ever.
    return Git(content).text("merge-base", one, other)


@lru_cache(maxsize=64)
def _difference(content: Path, before: str, after: str) -> Difference:
    if before == after:
        return Difference({}, {}, {})
    git = Git(content)
    rows = git.output("diff-tree", "-r", "-z", "-M", "--raw", "--no-abbrev", "--no-ext-diff", before, after)
    fields = iter(rows.decode(errors="replace").split("\0"))
    old: dict[str, str] = {}
    new: dict[str, str] = {}
    moved: dict[str, str] = {}
    for about in fields:
        if not about.startswith(":"):
            continue
        _, _, was, now_is, status = about.split(" ")
        path = next(fields)
        to = next(fields) if status[0] in "RC" else path
        if status[0] == "R":
            moved[path] = to
            old[path], new[path], old[to], new[to] = was, NOTHING, NOTHING, now_is
        else:
            old[path], new[to] = (was, now_is) if status[0] != "C" else (NOTHING, now_is)
    names = [*old.values(), *new.values()]
    contents = dict(zip(names, _objects(git, names), strict=True))
    return Difference(
        {path: contents[name] for path, name in old.items()},
        {path: contents[name] for path, name in new.items()},
        moved,
    )


def _objects(git: Git, names: Sequence[str]) -> list[bytes | None]:
    """What is in each object; none where there is none. A name is a commit's `path`, or an object's own."""
    if not names:
        return []
    out = git.output("cat-file", "--batch", given="".join(f"{name}\n" for name in names).encode())
    found: list[bytes | None] = []
    at = 0
    for _ in names:
        end = out.index(b"\n", at)
        about = out[at:end].rsplit(b" ", 2)
        if about[-1] == b"missing" or about[1] != b"blob":
            found.append(None)
            at = end + 1 + (0 if about[-1] == b"missing" else int(about[-1]) + 1)
            continue
        length = int(about[-1])
        found.append(out[end + 1 : end + 1 + length])
        at = end + 1 + length + 1
    return found
