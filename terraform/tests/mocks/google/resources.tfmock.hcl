# What Google would answer, if the configuration reads it.

mock_data "google_project" {
  defaults = {
    number = "123456789012"
  }
}


mock_resource "google_monitoring_alert_policy" {
  defaults = {
    name = "projects/acme-prod/alertPolicies/1"
  }
}

mock_resource "google_monitoring_notification_channel" {
  defaults = {
    name = "projects/acme-prod/notificationChannels/1"
  }
}

mock_resource "google_monitoring_dashboard" {
  defaults = {
    id = "projects/123456789012/dashboards/5f0c7a9e"
  }
}

mock_resource "google_monitoring_slo" {
  defaults = {
    name = "projects/123456789012/services/segue/serviceLevelObjectives/published"
  }
}

mock_resource "google_pubsub_schema" {
  defaults = {
    id = "projects/acme-prod/schemas/segment-change"
  }
}

override_resource {
  target = google_pubsub_topic.changes
  values = { id = "projects/acme-prod/topics/segment-changes" }
}

override_resource {
  target = google_pubsub_topic.dead_letters
  values = { id = "projects/acme-prod/topics/segment-dead-letters" }
}

override_resource {
  target = google_pubsub_subscription.dead_letters
  values = { id = "projects/acme-prod/subscriptions/segment-dead-letters" }
}

override_resource {
  target = module.subscriptions.google_pubsub_topic.undelivered
  values = { id = "projects/acme-prod/topics/segment-changes-undelivered" }
}

override_resource {
  target = google_cloudfunctions2_function.main["segment_user"]
  values = {
    service_config = { service = "projects/acme-prod/locations/us-central1/services/segment-user" }
  }
}

override_resource {
  target = google_cloudfunctions2_function.main["sweep"]
  values = {
    service_config = {
      service = "projects/acme-prod/locations/us-central1/services/segue-sweep"
      uri     = "https://segue-sweep-ab12cd34ef-uc.a.run.app"
    }
  }
}

override_resource {
  target = google_cloudfunctions2_function.main["find_members"]
  values = {
    service_config = {
      service = "projects/acme-prod/locations/us-central1/services/segue-find-members"
      uri     = "https://segue-find-members-ab12cd34ef-uc.a.run.app"
    }
  }
}

mock_resource "google_eventarc_trigger" {
  defaults = {
    id = "projects/acme-prod/locations/us-central1/triggers/segment-user-667cb9e6"
  }
}

override_resource {
  target = google_cloud_run_v2_service.main["sweep"]
  values = {
    id  = "projects/acme-prod/locations/us-central1/services/segue-sweep-run"
    uri = "https://segue-sweep-run-ab12cd34ef-uc.a.run.app"
  }
}

override_resource {
  target = google_cloud_run_v2_service.main["find_members"]
  values = {
    id  = "projects/acme-prod/locations/us-central1/services/segue-find-members-run"
    uri = "https://segue-find-members-run-ab12cd34ef-uc.a.run.app"
  }
}

override_resource {
  target = google_cloud_run_v2_service.main["segment_user"]
  values = { id = "projects/acme-prod/locations/us-central1/services/segment-user-run" }
}

override_resource {
  target = module.build[0].google_artifact_registry_repository.images
  values = {
    id   = "projects/acme-prod/locations/us-central1/repositories/segue"
    name = "segue"
  }
}
