"""Brings the gettext catalogues in resources/i18n up to date with the texts in the code.

Extracts every `tr("...")` and `tr.plural("...", "...", n)` of ptc_app, updates each
`<language>/LC_MESSAGES/ptc_app.po`, and compiles it to `.mo`. With `--check` nothing is written:
exits with 1 where a text has no translation, a translation is fuzzy or unused, or a `.mo` is stale.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
KEYWORDS = {"tr": None, "_tr": None, "plural": (1, 2), "pgettext": ((1, "c"), 2)}
DOMAIN = "ptc_app"


def extracted(source: Path) -> Catalog:
    """Return the catalogue template: every text to translate in the Python files below `source`.

    A text is a literal given to a function of KEYWORDS, such as `tr`; its translation is empty.
    """
    template = Catalog(project="ptc-app", fuzzy=False)
    found = extract_from_dir(source, [("**.py", "python")], keywords=KEYWORDS)
    for _file, _line, text, _comments, context in found:
        template.add(text, context=context)
    return template


def updated(catalogue: Catalog, template: Catalog) -> Catalog:
    """Change `catalogue` to have exactly the texts of the template, and return it.

    New texts have an empty translation, unused ones are removed, all others keep theirs.
    """
    created = catalogue.creation_date
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = created  # so that nothing changes where no text did
    return catalogue


def problems(catalogue: Catalog, template: Catalog) -> list[str]:
    """Return what keeps a catalogue from being complete, one line for each text; empty if it is.

    First texts of the template without a translation, then texts not in it, then fuzzy ones; each
    group sorted.
    """
    wanted = {_key(message) for message in template if message.id}
    held = {_key(message): message for message in catalogue if message.id}
    missing = [f"no translation: {key}" for key in sorted(wanted) if not _is_translated(held, key)]
    unused = [f"unused: {key}" for key in sorted(held.keys() - wanted)]
    fuzzy = [f"fuzzy: {key}" for key, message in sorted(held.items()) if message.fuzzy]
    return missing + unused + fuzzy


def compiled(catalogue: Catalog) -> bytes:
    """Return the bytes of the `.mo` file of a catalogue; equal catalogues give equal bytes."""
    file = io.BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def read(path: Path) -> Catalog:
    """Return the catalogue in the file `<locale>/LC_MESSAGES/<name>.po`.

    Its locale is the name of the first of these folders.
    """
    with path.open("rb") as file:
        return read_po(file, locale=path.parent.parent.name, domain=DOMAIN)


def catalogue_paths(folder: Path) -> list[Path]:
    """Return the `.po` files of all languages below `folder`, sorted by language."""
    return sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def _key(message: Message) -> str:
    text = message.id if isinstance(message.id, str) else message.id[0]
    return f"{message.context}: {text}" if message.context else text


def _is_translated(held: Mapping[str, Message], key: str) -> bool:
    text = held[key].string if key in held else None
    forms = (text,) if isinstance(text, str) else text or ()
    return bool(forms) and all(forms)


def main(arguments: list[str]) -> int:
    """Update and compile every catalogue, or with `--check` only check them.

    Prints what is incomplete or stale, a line each; returns 1 where there is any, else 0.
    """
    template = extracted(ROOT / "ptc_app")
    found: list[str] = []
    for path in catalogue_paths(ROOT / "resources" / "i18n"):
        catalogue = read(path)
        if "--check" not in arguments:
            catalogue = updated(catalogue, template)
            with path.open("wb") as file:
                write_po(file, catalogue, no_location=True, sort_output=True, width=100)
            path.with_suffix(".mo").write_bytes(compiled(read(path)))
        stale = path.with_suffix(".mo").read_bytes() != compiled(read(path))
        lines = problems(catalogue, template) + ["stale .mo file"] * stale
        found += [f"{path.relative_to(ROOT)}: {line}" for line in lines]
    print(*found, sep="\n")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
