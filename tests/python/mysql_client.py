"""MySQL's own client against a server: settings as JSON on stdin, what it saw as JSON on stdout.

Three clients: "python" (mysql-connector-python's own protocol), "c" (its C extension, which is libmysqlclient), and
"library" (libmysqlclient by itself, for the one thing that the connector cannot ask it for: the server's RSA key).
"""

import ctypes
import importlib
import json
import sys

SETTINGS = json.load(sys.stdin)
if SETTINGS["client"] != "python":
    # It brings its own OpenSSL, which must be there before Python's ssl brings the system's, an older one.
    importlib.import_module("_mysql_connector")

import mysql.connector  # noqa: E402

# From mysql.h: enum mysql_option and mysql_ssl_mode.
MYSQL_OPT_SSL_MODE, MYSQL_OPT_GET_SERVER_PUBLIC_KEY = 35, 36
SSL_MODE_DISABLED = 1


def by_connector(settings):
    connection = mysql.connector.connect(
        host="127.0.0.1",
        port=settings["port"],
        user=settings["user"],
        password=settings["password"],
        use_pure=settings["client"] == "python",
        ssl_disabled=not settings["tls"],
        ssl_ca=settings.get("ca"),
        ssl_verify_cert="ca" in settings,
        ssl_verify_identity="ca" in settings,
        connection_timeout=10,
    )
    cursor = connection.cursor()
    cursor.execute("SHOW GRANTS")
    grants = [row[0] for row in cursor.fetchall()]
    connection.close()
    return {"grants": grants}


def by_library(settings):
    library = ctypes.CDLL(sys.modules["_mysql_connector"].__file__)
    for function in ("mysql_init", "mysql_real_connect", "mysql_store_result", "mysql_fetch_row"):
        getattr(library, function).restype = ctypes.c_void_p
    library.mysql_error.restype = ctypes.c_char_p
    handle = ctypes.c_void_p(library.mysql_init(None))
    library.mysql_options(handle, MYSQL_OPT_SSL_MODE, ctypes.byref(ctypes.c_uint(SSL_MODE_DISABLED)))
    library.mysql_options(handle, MYSQL_OPT_GET_SERVER_PUBLIC_KEY, ctypes.byref(ctypes.c_bool(True)))
    user, password = settings["user"].encode(), settings["password"].encode()
    connected = library.mysql_real_connect(
        handle, b"127.0.0.1", user, password, None, ctypes.c_uint(settings["port"]), None, ctypes.c_ulong(0)
    )
    if not connected or library.mysql_query(handle, b"SHOW GRANTS"):
        return {"number": library.mysql_errno(handle), "message": library.mysql_error(handle).decode()}
    result = ctypes.c_void_p(library.mysql_store_result(handle))
    row = ctypes.cast(library.mysql_fetch_row(result), ctypes.POINTER(ctypes.c_char_p))
    grants = [row[0].decode()]
    library.mysql_close(handle)
    return {"grants": grants}


def main():
    try:
        result = (by_library if SETTINGS["client"] == "library" else by_connector)(SETTINGS)
    except mysql.connector.Error as error:
        result = {"number": error.errno, "message": error.msg}
    print(json.dumps(result, ensure_ascii=False))


if __name__ == "__main__":
    main()
