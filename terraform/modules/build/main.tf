locals {
  # Cloud Functions copies the source into a bucket that it makes with the first function of a region, with
  # a hash at the end of its name if a key is set, and builds from there. The bucket is not there yet.
  project_grants = {
    logs = {
      role      = "roles/logging.logWriter"
      condition = null
    }
    source_copy = {
      role = "roles/storage.objectViewer"
      condition = {
        title       = "segue_source_copy"
        description = "Only the source that Cloud Functions copied for a build"
        expression  = "resource.name.startsWith(\"projects/_/buckets/gcf-v2-sources-${var.project_number}-${var.region}${var.kms_key_name == null ? "/" : "-"}\")"
      }
    }
  }
  bucket_role     = "roles/storage.objectViewer"
  repository_role = "roles/artifactregistry.writer"

  grants = var.create_iam && !var.repository_only

  # The packages that Cloud Functions names after project, region and function: acme--prod__us--central1__segment--user.
  built_packages = "${replace(replace(var.project_id, "_", "__"), "-", "--")}__"
}

resource "google_project_iam_member" "builder" {
  for_each = { for key, it in local.project_grants : key => it if local.grants }

  project = var.project_id
  role    = each.value.role
  member  = var.builder

  dynamic "condition" {
    for_each = each.value.condition == null ? [] : [each.value.condition]

    content {
      title       = condition.value.title
      description = condition.value.description
      expression  = condition.value.expression
    }
  }
}

resource "google_storage_bucket_iam_member" "builder" {
  count = local.grants ? 1 : 0

  bucket = local.bucket
  role   = local.bucket_role
  member = var.builder
}

resource "google_artifact_registry_repository" "images" {
  #checkov:skip=CKV_GCP_84:kms_keys has a key for those who need one.
  project       = var.project_id
  location      = var.region
  repository_id = var.name
  description   = "Images of Segue's functions, as Cloud Functions builds them"
  format        = "DOCKER"
  kms_key_name  = var.kms_key_name
  labels        = var.labels

  # Only what was built here is deleted: an image that you pushed, and its signature, stay.
  cleanup_policies {
    id     = "delete-old-builds"
    action = "DELETE"

    condition {
      older_than            = "2592000s"
      package_name_prefixes = [local.built_packages]
    }
  }

  cleanup_policies {
    id     = "keep-recent"
    action = "KEEP"

    most_recent_versions {
      keep_count = 10
    }
  }
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  count = local.grants ? 1 : 0

  project    = var.project_id
  location   = var.region
  repository = google_artifact_registry_repository.images.name
  role       = local.repository_role
  member     = var.builder

  lifecycle {
    replace_triggered_by = [google_artifact_registry_repository.images.id]
  }
}

resource "time_sleep" "grants" {
  count = local.grants ? 1 : 0

  create_duration = "90s"

  depends_on = [
    google_artifact_registry_repository_iam_member.builder,
    google_project_iam_member.builder,
    google_storage_bucket_iam_member.builder,
  ]
}
