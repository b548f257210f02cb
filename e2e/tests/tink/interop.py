"""Encrypts and decrypts archives with Google Tink, an implementation that Phial shares nothing with.

Standard input: {"stream_key": hex, "share_id": hex, "jobs": [{"do": "encrypt" | "decrypt", "from": path, "to": path}]}
"""

import io
import json
import sys

import tink
from tink import secret_key_access, streaming_aead
from tink.proto import aes_gcm_hkdf_streaming_pb2, common_pb2, tink_pb2


def primitive(stream_key: bytes) -> streaming_aead.StreamingAead:
    key = aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingKey(
        version=0,
        key_value=stream_key,
        params=aes_gcm_hkdf_streaming_pb2.AesGcmHkdfStreamingParams(
            ciphertext_segment_size=524288, derived_key_size=32, hkdf_hash_type=common_pb2.SHA256
        ),
    )
    keyset = tink_pb2.Keyset(
        primary_key_id=1,
        key=[
            tink_pb2.Keyset.Key(
                key_data=tink_pb2.KeyData(
                    type_url="type.googleapis.com/google.crypto.tink.AesGcmHkdfStreamingKey",
                    value=key.SerializeToString(),
                    key_material_type=tink_pb2.KeyData.SYMMETRIC,
                ),
                status=tink_pb2.ENABLED,
                key_id=1,
                output_prefix_type=tink_pb2.RAW,
            )
        ],
    )
    handle = tink.proto_keyset_format.parse(keyset.SerializeToString(), secret_key_access.TOKEN)
    return handle.primitive(streaming_aead.StreamingAead)


class KeepOpen(io.BytesIO):
    """Keeps its bytes when Tink closes it."""

    def close(self) -> None:
        pass


def main() -> None:
    streaming_aead.register()
    request = json.load(sys.stdin)
    aead = primitive(bytes.fromhex(request["stream_key"]))
    share_id = bytes.fromhex(request["share_id"])
    for job in request["jobs"]:
        with open(job["from"], "rb") as source:
            data = source.read()
        if job["do"] == "encrypt":
            sink = KeepOpen()
            with aead.new_encrypting_stream(sink, share_id) as stream:
                stream.write(data)
            result = sink.getvalue()
        else:
            with aead.new_decrypting_stream(io.BytesIO(data), share_id) as stream:
                result = stream.read()
        with open(job["to"], "wb") as target:
            target.write(result)


main()
