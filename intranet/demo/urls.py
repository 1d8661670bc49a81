"""What only a demonstration has."""

from django.urls import path

from intranet.demo import views

urlpatterns = [path("thu-gui-thu/", views.outbox, name="demo_outbox")]
