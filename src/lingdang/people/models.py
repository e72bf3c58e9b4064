from django.contrib.auth.models import AbstractBaseUser
from django.db import models


class Person(AbstractBaseUser):
    login = models.CharField(max_length=150, unique=True)
    USERNAME_FIELD = "login"
