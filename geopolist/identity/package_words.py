"""Words of packages that bring no Turkish, or another word than ours for the same thing.

Nothing imports this file: it stands here so that makemessages finds the words and keeps them.
"""

from django.utils.translation import gettext_noop as _

# The worker's tasks on the desk.
TASKS = [
    _("Task Result"),
    _("Task Results"),
    _("args kwargs"),
    _("backend name"),
    _("enqueued at"),
    _("exception class path"),
    _("finished at"),
    _("priority"),
    _("queue name"),
    _("return value"),
    _("run after"),
    _("started at"),
    _("status"),
    _("task path"),
    _("traceback"),
    _("worker id"),
]
# Apps of the sign-in package.
APPS = [_("MFA"), _("User Sessions")]
# Signing in: the package says şifre, which is a cipher; Django, the mails and the desk say parola.
PASSWORDS = [
    _("Change Password"),
    _("Current Password"),
    _("Forgot Password?"),
    _("Forgot your password?"),
    _("Incorrect password."),
    _("New Password"),
    _("New Password (again)"),
    _("Password"),
    _("Password (again)"),
    _("Password Reset"),
    _("Password successfully changed."),
    _("Password successfully set."),
    _("Reset My Password"),
    _("Set Password"),
    _("The email address and/or password you specified are not correct."),
    _("The password reset token was invalid."),
    _("You must type the same password each time."),
    _("Your password is now changed."),
]
