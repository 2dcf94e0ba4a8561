"""What can go wrong in a way that the user can mend: every message says what, where and what next."""


class BulletinError(Exception):
    """A failure that is told in one sentence, never as a traceback (exit code 1)."""

    exit_code = 1


class UsageError(BulletinError):
    """The user asked for something that cannot be: a wrong file, option or setting (exit code 2)."""

    exit_code = 2


class SourceError(UsageError):
    """A source that cannot be read as an article."""


class SettingsError(UsageError):
    """One or more mistakes in bulletin.toml or on the command line, all told at once."""


class VoiceError(UsageError):
    """A voice that is unknown, not installed or damaged."""


class InstallError(VoiceError):
    """A voice that could not be had: the network, the disk or the file is at fault, not what was asked."""

    exit_code = 1


class EngineError(BulletinError):
    """A speech engine that cannot load or cannot say what it was given."""


class EncodingError(BulletinError):
    """Audio that could not be measured or encoded."""
