"""What Python makes of all cases, as JSON."""

import json
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "python"))

from quill import DataError, Environment, TemplateError, load_data  # noqa: E402


def rendered(case):
    try:
        options = {"max_length": case["max"]} if "max" in case else {}
        quill = Environment(
            case.get("templates", {}).get, escape=case.get("escape", False), **options
        )
        return {"output": quill.render_text(case["source"], load_data(case.get("data", "{}")))}
    except (TemplateError, DataError) as error:
        return {"error": f"{type(error).__name__}: {error}"}
    except Exception as error:
        return {"error": repr(error)}


groups = json.loads((HERE / "cases.json").read_text(encoding="utf-8"))
print(json.dumps({one["title"]: [rendered(case) for case in one["cases"]] for one in groups}))
