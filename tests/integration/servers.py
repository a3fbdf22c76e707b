"""Servers on loopback for the tests: one that accepts, one that hands bytes on, a proxy; and certificates made by openssl."""
import socket
import subprocess
import threading


def openssl(*arguments):
    subprocess.run(["openssl", *arguments], capture_output=True, check=True)


def hang_up(*ends):
    for end in ends:
        try:
            end.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass


class Server:
    """Accepts on loopback in a thread; what is done with a connection is the subclass's."""

    def __init__(self, host="127.0.0.1"):
        self.listener = socket.create_server((host, 0))
        self.port = self.listener.getsockname()[1]
        self.connections = 0
        self.thread = threading.Thread(target=self.accept, daemon=True)

    def __enter__(self):
        self.thread.start()
        return self

    def __exit__(self, *_):
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            self.connections += 1
            try:
                self.serve(connection)
            except OSError:
                pass
            finally:
                connection.close()

    def serve(self, connection):
        pass


class Relay(Server):
    def __init__(self, host, port):
        super().__init__(host)
        self.target = port

    def serve(self, connection):
        with socket.create_connection(("127.0.0.1", self.target)) as other:
            back = threading.Thread(target=self.copy, args=(other, connection))
            back.start()
            self.copy(connection, other)
            back.join()

    @staticmethod
    def copy(source, target):
        try:
            while data := source.recv(65536):
                target.sendall(data)
        except OSError:
            pass
        finally:
            hang_up(source, target)


class ConnectProxy(Relay):
    """Records what it is asked, and lets through whoever has the credentials."""

    def __init__(self, port, credentials=None):
        super().__init__("127.0.0.1", port)
        self.heads, self.credentials = [], credentials

    def serve(self, connection):
        """Each in a thread of its own: a kept connection would hold up the next."""
        threading.Thread(target=self.tunnel, args=(connection.dup(),), daemon=True).start()

    def tunnel(self, connection):
        with connection:
            self.serve_one(connection)

    def serve_one(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            more = connection.recv(4096)
            if not more:
                return
            head += more
        self.heads.append(head.decode())
        if self.credentials and f"Proxy-Authorization: Basic {self.credentials}\r\n" not in self.heads[-1]:
            connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n")
            return
        connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
        super().serve(connection)
