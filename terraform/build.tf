locals {
  # Who began from source may have pushed the image to where the builds are, and then that has to stay.
  keeps_images = local.from_source || try(startswith(var.image, "${var.region}-docker.pkg.dev/${var.project_id}/${local.segue}/"), false)
}

resource "google_project_iam_member" "builder_logs" {
  count = local.from_source ? 1 : 0

  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = local.accounts["builder"].member
}

resource "google_storage_bucket_iam_member" "builder" {
  count = local.from_source ? 1 : 0

  bucket = local.bucket
  role   = "roles/storage.objectViewer"
  member = local.accounts["builder"].member
}

# Cloud Functions copies the source into a bucket of its own, made with the first function of a
# region, and builds from there; a grant on that bucket itself would come too early.
resource "google_project_iam_member" "builder_source_copy" {
  count = local.from_source ? 1 : 0

  project = var.project_id
  role    = "roles/storage.objectViewer"
  member  = local.accounts["builder"].member

  condition {
    title       = "segue_source_copy"
    description = "Only the source that Cloud Functions copied for a build"
    expression  = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-${data.google_project.main.number}-${var.region}/\")"
  }
}

resource "google_artifact_registry_repository" "images" {
  #checkov:skip=CKV_GCP_84:See docs/adr/0017.
  count = local.keeps_images ? 1 : 0

  project       = var.project_id
  location      = var.region
  repository_id = local.segue
  description   = "Images of Segue's functions, as Cloud Functions builds them"
  format        = "DOCKER"
  labels        = local.labels

  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"

    most_recent_versions {
      keep_count = 5
    }
  }

  cleanup_policies {
    id     = "delete-old"
    action = "DELETE"

    condition {
      older_than = "2592000s"
    }
  }

  depends_on = [google_project_service.main]
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  count = local.from_source ? 1 : 0

  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.images[0].name
  role       = "roles/artifactregistry.writer"
  member     = local.accounts["builder"].member

  lifecycle {
    replace_triggered_by = [google_artifact_registry_repository.images[0].id]
  }
}

# A build that begins before its account's roles have spread is refused.
resource "time_sleep" "builder_grants" {
  count = local.from_source ? 1 : 0

  create_duration = "90s"

  depends_on = [
    google_artifact_registry_repository_iam_member.builder,
    google_project_iam_member.builder_logs,
    google_project_iam_member.builder_source_copy,
    google_storage_bucket_iam_member.builder,
  ]
}
