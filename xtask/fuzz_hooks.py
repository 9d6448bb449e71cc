"""What the fuzzer does not know by itself: a piece of an upload is bytes like any others."""

import schemathesis

schemathesis.serializer.alias("application/offset+octet-stream", "application/octet-stream")
