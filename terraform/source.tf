locals {
  # All that Google's buildpack needs to build the functions.
  source_root  = "${path.module}/.."
  source_paths = ["pom.xml", "mvnw", ".mvn", "src/main"]

  # The archive takes a folder and what to leave out of it. Single files could be listed instead,
  # but the archive provider gives those no mode, and the build must be able to run ./mvnw.
  source_excludes = setsubtract(
    [for file in fileset(local.source_root, "**") : join("/", slice(split("/", file), 0, startswith(file, "src/") ? 2 : 1))],
    local.source_paths,
  )
}

data "archive_file" "source" {
  type             = "zip"
  source_dir       = local.source_root
  excludes         = local.source_excludes
  output_path      = "${path.root}/.terraform/segue-source.zip"
  output_file_mode = "0755" # the same wherever it is made, and ./mvnw runs
}

resource "google_storage_bucket" "source" {
  #checkov:skip=CKV_GCP_62:What it holds is public in the repository; Cloud Audit Logs have who wrote it.
  project                     = var.project_id
  name                        = "${var.project_id}-segue-source"
  location                    = var.region
  labels                      = local.labels
  force_destroy               = true
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true

  versioning {
    enabled = true
  }

  # An object is made anew from the source whenever it is missed.
  lifecycle_rule {
    condition {
      num_newer_versions         = 1
      days_since_noncurrent_time = 30
    }

    action {
      type = "Delete"
    }
  }

  dynamic "encryption" {
    for_each = var.kms_key == null ? [] : [var.kms_key]

    content {
      default_kms_key_name = encryption.value
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.agent, google_project_service.main]
}

# A new name for new source is what makes the functions build again.
resource "google_storage_bucket_object" "source" {
  bucket = google_storage_bucket.source.name
  name   = "segue-${data.archive_file.source.output_sha256}.zip"
  source = data.archive_file.source.output_path
}
