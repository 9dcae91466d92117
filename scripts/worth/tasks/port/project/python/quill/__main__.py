"""python3 -m quill [--escape] FOLDER TEMPLATE [DATA]: the data is a file, or the standard input."""

import sys

from . import DataError, Environment, TemplateError, folder, load_data

USAGE = "usage: quill [--escape] FOLDER TEMPLATE [DATA]"


def main(words):
    escape = "--escape" in words
    words = [word for word in words if word != "--escape"]
    if not 2 <= len(words) <= 3 or any(word.startswith("--") for word in words):
        print(USAGE, file=sys.stderr)
        return 2
    try:
        if len(words) == 3:
            with open(words[2], "rb") as file:
                given = file.read()
        else:
            given = sys.stdin.buffer.read()
        data = load_data(given.decode("utf-8"))
        if not isinstance(data, dict):
            raise DataError("the data is not a dictionary")
        text = Environment(folder(words[0]), escape=escape).render(words[1], data)
    except OSError:
        print(f"cannot read {words[2]}", file=sys.stderr)
        return 1
    except UnicodeDecodeError:
        print("the data is not UTF-8", file=sys.stderr)
        return 1
    except (DataError, TemplateError) as error:
        print(error, file=sys.stderr)
        return 1
    sys.stdout.buffer.write(text.encode("utf-8"))
    return 0


sys.exit(main(sys.argv[1:]))
