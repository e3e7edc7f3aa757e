"""The tables themselves with their checksums: a Frictionless Data Package, and an RO-Crate for archives."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
from pathlib import Path

from ..case.schema import DESCRIPTOR

CONTEXT = "https://w3id.org/ro/crate/1.1/context"
_MEDIA = {".csv": "text/csv", ".json": "application/json", ".bib": "application/x-bibtex"}


def frictionless(case, target: Path) -> None:
    """Write the case as a Data Package whose every resource has its size in bytes and its SHA-256.

    The tables are the files of the case, byte for byte.
    """
    target.mkdir()
    package = json.loads((case.folder / DESCRIPTOR).read_text("utf-8-sig"))
    _copy(case, target)
    for resource in package["resources"]:
        content = (target / resource["path"]).read_bytes() if (target / resource["path"]).is_file() else None
        if content is not None:
            resource |= {"bytes": len(content), "hash": f"sha256:{hashlib.sha256(content).hexdigest()}"}
    package["resources"] = [resource for resource in package["resources"] if "hash" in resource]
    (target / DESCRIPTOR).write_text(json.dumps(package, ensure_ascii=False, indent=2) + "\n", "utf8")


def ro_crate(case, target: Path) -> None:
    """Write the case as an RO-Crate 1.1: the files, and a description that archives read.

    Licence, authors, version and date are those of ``datapackage.json``; what it does not say is left out,
    except the date, without which there is no crate: that of ``SOURCE_DATE_EPOCH`` or today.
    """
    target.mkdir()
    package = json.loads((case.folder / DESCRIPTOR).read_text("utf-8-sig"))
    _copy(case, target)
    files = [_file(path, package) for path in sorted(target.iterdir())]
    authors = [{"@id": f"#author-{number}", "@type": "Organization" if " contributors" in one["title"] else "Person", "name": one["title"]} for number, one in enumerate(package.get("contributors", []), 1) if one.get("title")]
    licences = [{"@id": one["path"], "@type": "CreativeWork", "name": one.get("title") or one.get("name")} for one in package.get("licenses", []) if one.get("path")]
    root = {
        "@id": "./", "@type": "Dataset", "name": package.get("title") or package["name"],
        "description": package.get("description") or package.get("title") or package["name"],
        "datePublished": _date(package), "hasPart": [{"@id": one["@id"]} for one in files],
    }  # fmt: skip
    if licences:
        root["license"] = {"@id": licences[0]["@id"]}
    if authors:
        root["author"] = [{"@id": one["@id"]} for one in authors]
    if package.get("version"):
        root["version"] = package["version"]
    about = {"@id": "ro-crate-metadata.json", "@type": "CreativeWork", "about": {"@id": "./"}, "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"}}
    crate = {"@context": CONTEXT, "@graph": [about, root, *files, *authors, *licences]}
    (target / "ro-crate-metadata.json").write_text(json.dumps(crate, ensure_ascii=False, indent=2) + "\n", "utf8")


def case_files(case) -> list[Path]:
    """Return the files of a case, sorted: the descriptor, the tables that are there, the bibliography."""
    names = {DESCRIPTOR, case.schema.bibliography, *(table.path for table in case.schema.tables.values())}
    return sorted(path for name in names if (path := case.folder / name).is_file())


def _copy(case, target: Path) -> None:
    for path in case_files(case):
        place = target / path.relative_to(case.folder)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, place)


def _file(path: Path, package: dict) -> dict:
    described = next((one for one in package["resources"] if one["path"] == path.name), {})
    content = path.read_bytes()
    made = {
        "@id": path.name, "@type": "File", "name": described.get("title") or path.name,
        "encodingFormat": _MEDIA.get(path.suffix, "application/octet-stream"),
        "contentSize": str(len(content)), "sha256": hashlib.sha256(content).hexdigest(),
    }  # fmt: skip
    return made | ({"description": described["description"]} if described.get("description") else {})


def _date(package: dict) -> str:
    if package.get("created"):
        return str(package["created"])[:10]
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    return (dt.datetime.fromtimestamp(int(epoch), dt.UTC) if epoch else dt.datetime.now(dt.UTC)).date().isoformat()
