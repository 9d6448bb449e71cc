"""Asks a real server everything that its own document allows and much that it does not, for a minute and a half.

Usage: fuzz_api.py SHOUZE SCHEMATHESIS. Fails on an answer of 5xx and on one that the document does not have.
"""

import http.client
import json
import os
import re
import subprocess
import sys
import tempfile

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance"
SECONDS = "90"
# an answer without end is no answer to check; who signs out or takes the token back asks nothing more
LEFT_OUT = ["/api/changes", "/api/tokens/{token}"]


def asked(address, path, body, headers):
    connection = http.client.HTTPConnection(address)
    sent = {"content-type": "application/json", "x-requested-with": "shouze", **headers}
    connection.request("POST", path, json.dumps(body), sent)
    answer = connection.getresponse()
    text = answer.read()
    if answer.status >= 300:
        sys.exit(f"{path}: {answer.status} {text.decode()}")
    return answer.headers, json.loads(text)


def main(shouze, schemathesis):
    with tempfile.TemporaryDirectory() as data:
        made = subprocess.run([shouze, "demo", "--sites", "12", "--data", data], capture_output=True, text=True, check=True)
        password = re.search(r"password: (\S+)", made.stdout)[1]
        limits = ["REQUESTS_BY_ADDRESS", "REQUESTS_BY_ACCOUNT", "SIGN_INS_BY_ADDRESS", "SIGN_INS_BY_LOGIN"]
        settings = {**os.environ, **{f"SHOUZE_LIMITS__{limit}": "0" for limit in limits}, "SHOUZE_LOG__LEVEL": "error"}
        command = [shouze, "serve", "--listen", "127.0.0.1:0", "--data", data]
        server = subprocess.Popen(command, env=settings, stdout=subprocess.PIPE, text=True)
        try:
            address = next(line.strip().removeprefix("listening: http://") for line in server.stdout if "listening" in line)
            headers, _ = asked(address, "/api/session", {"login": "admin", "password": password}, {})
            cookie = headers["set-cookie"].split(";")[0]
            wanted = {"name": "fuzz", "scope": "write", "days": 1, "password": password}
            _, token = asked(address, "/api/tokens", wanted, {"cookie": cookie})
            run = [schemathesis, "run", f"http://{address}/api/openapi.json", "-H", f"Authorization: Bearer {token['token']}"]
            # one worker: Python 3.11 parses with a depth that its threads share, and the fuzzer itself then fails now and then
            run += ["--checks", CHECKS, "--phases", "coverage,fuzzing", "--max-time", SECONDS, "--seed", "1", "--workers", "1"]
            run += ["--suppress-health-check", "all", "--warnings", "off", "--request-timeout", "30"]
            run += [part for path in LEFT_OUT for part in ("--exclude-path", path)]
            here = os.path.dirname(os.path.abspath(__file__))
            hooks = {"SCHEMATHESIS_HOOKS": "fuzz_hooks", "PYTHONPATH": here, "PYTHONDONTWRITEBYTECODE": "1"}
            return subprocess.run(run, cwd=data, env={**os.environ, **hooks}).returncode
        finally:
            server.terminate()
            server.wait()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
