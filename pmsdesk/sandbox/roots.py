"""Where on this computer each of the practice networks lies, whoever serves them."""

HOST = "127.0.0.1"


class Roots:
    """The addresses below one port of 127.0.0.1; a server that takes a free port knows it once it serves."""

    def __init__(self, port: int) -> None:
        self.port = port

    @property
    def url(self) -> str:
        """``http://127.0.0.1:<port>``; the networks lie below it."""
        return f"http://{HOST}:{self.port}"

    @property
    def x_root(self) -> str:
        """What stands for ``https://api.x.com``."""
        return f"{self.url}/x"

    @property
    def facebook_root(self) -> str:
        """What stands for ``https://graph.facebook.com``, for Facebook and Instagram."""
        return f"{self.url}/fb"

    @property
    def youtube_root(self) -> str:
        """What stands for ``https://www.googleapis.com``."""
        return f"{self.url}/yt"

    @property
    def x_page_root(self) -> str:
        """What stands for ``https://x.com``, where a person signs in."""
        return f"{self.url}/oauth/x"

    @property
    def google_root(self) -> str:
        """What stands for ``https://accounts.google.com`` and ``https://oauth2.googleapis.com``."""
        return f"{self.url}/oauth/google"
