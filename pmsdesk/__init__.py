"""pmsdesk: the moderation console of Pasukan Media Sosial Kerja Raya; here only its version."""

__version__ = "0.1.0"
