"""People who sign in, their roles per deal, and invitations. `scope` is the code of the deal, as in the trail."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from regiodeal.accounts.roles import RoleCode


class Language(models.TextChoices):
    """The languages of the office."""

    DUTCH = "nl", "Nederlands"
    ENGLISH = "en", "English"


class UserManager(BaseUserManager["User"]):
    """Finds users; an address is the same whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        """Return the user with this address, whatever its capitals."""
        return self.get(email=(username or "").strip().lower())


class User(AbstractBaseUser):
    """A person who can sign in. What somebody may do follows from the memberships alone."""

    email = models.EmailField(max_length=254, unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=5, choices=Language.choices, default=Language.DUTCH)
    is_active = models.BooleanField(default=True)
    date_joined = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        ordering = ["email"]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_once_whatever_its_capitals")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """Return the name as the trail writes it."""
        return str(self)


class Membership(models.Model):
    """A role of a person in a deal."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    scope = models.CharField(max_length=80)
    role = models.CharField(max_length=20, choices=RoleCode.choices)

    objects: ClassVar[models.Manager["Membership"]]

    class Meta:
        ordering = ["scope", "role"]
        constraints = [models.UniqueConstraint(fields=["user", "scope", "role"], name="role_once_per_person_and_deal")]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()} in {self.scope}"


class Invitation(models.Model):
    """An invitation to take a role. Only the hash of its secret is kept; whoever has the link can accept it once."""

    scope = models.CharField(max_length=80)
    email = models.EmailField(max_length=254)
    name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20, choices=RoleCode.choices)
    secret_sha256 = models.CharField(max_length=64, unique=True)
    invited_by = models.CharField(max_length=200)
    invited_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Invitation"]]

    class Meta:
        ordering = ["-invited_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(accepted_at=None) | Q(withdrawn_at=None), name="invitation_is_accepted_or_withdrawn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.get_role_display()} in {self.scope}"
