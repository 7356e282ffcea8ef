# What Google would answer, where the configuration reads it.

mock_data "google_bigquery_default_service_account" {
  defaults = {
    email = "bq-123456789012@bigquery-encryption.iam.gserviceaccount.com"
  }
}

mock_data "google_project" {
  defaults = {
    number = "123456789012"
  }
}

mock_data "google_storage_project_service_account" {
  defaults = {
    email_address = "service-123456789012@gs-project-accounts.iam.gserviceaccount.com"
  }
}

mock_resource "google_artifact_registry_repository" {
  defaults = {
    id   = "projects/acme-prod/locations/us-central1/repositories/segue"
    name = "segue"
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
  target = google_pubsub_topic.undelivered
  values = { id = "projects/acme-prod/topics/segment-changes-undelivered" }
}

override_resource {
  target = google_cloudfunctions2_function.segment_user
  values = {
    event_trigger = { trigger = "projects/acme-prod/locations/us-central1/triggers/segment-user-482913" }
  }
}

override_resource {
  target = google_cloudfunctions2_function.sweep
  values = {
    service_config = { uri = "https://segue-sweep-ab12cd34ef-uc.a.run.app" }
  }
}

override_resource {
  target = google_cloudfunctions2_function.find_members
  values = {
    service_config = { uri = "https://segue-find-members-ab12cd34ef-uc.a.run.app" }
  }
}
