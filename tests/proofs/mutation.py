"""The tables of the library, opened for writing. They are constants: their pages are made writable, and the compiler was told not to optimise."""
import contextlib
import ctypes
import mmap

READ_AND_WRITE = 3


class Rule(ctypes.Structure):
    """jumio__rule"""

    _fields_ = [("id", ctypes.c_char_p), ("text", ctypes.c_char_p), ("len", ctypes.c_uint8), ("match", ctypes.c_uint8),
                ("normal", ctypes.c_uint8), ("strict", ctypes.c_uint8), ("flags", ctypes.c_uint32)]


def open_table(function, row, *which):
    """The rows of a table, which can be written from here on."""
    count = ctypes.c_size_t()
    function.restype = ctypes.c_void_p
    start = function(*(ctypes.c_size_t(number) for number in which), ctypes.byref(count))
    rows = row * count.value
    page = start // mmap.PAGESIZE * mmap.PAGESIZE
    protect = ctypes.CDLL(None).mprotect
    protect.argtypes = (ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int)
    if protect(page, start + ctypes.sizeof(rows) - page, READ_AND_WRITE) != 0:
        raise OSError("the system does not let a constant be written")
    return rows.from_address(start)


@contextlib.contextmanager
def changed(row, **members):
    """The row with other values, for as long as it takes."""
    before = {name: getattr(row, name) for name in members}
    try:
        for name, value in members.items():
            setattr(row, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(row, name, value)
