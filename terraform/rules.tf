# A rules file of the user's own reaches the functions as a file, the only way there is: mounted
# from Secret Manager. It replaces the packaged one without a change to the source.
locals {
  rules_folder = "/etc/segue"
  rules_name   = "segments.yaml"
}

resource "google_secret_manager_secret" "rules" {
  count = var.rules_file == null ? 0 : 1

  project   = var.project_id
  secret_id = "segue-rules"
  labels    = local.labels

  replication {
    user_managed {
      replicas {
        location = var.region

        dynamic "customer_managed_encryption" {
          for_each = var.kms_key == null ? [] : [var.kms_key]

          content {
            kms_key_name = customer_managed_encryption.value
          }
        }
      }
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.agent, google_project_service.main]
}

resource "google_secret_manager_secret_version" "rules" {
  count = var.rules_file == null ? 0 : 1

  secret      = google_secret_manager_secret.rules[0].id
  secret_data = file(var.rules_file)

  # The running revision reads the old version until the new one has taken over.
  lifecycle {
    create_before_destroy = true
  }
}

resource "google_secret_manager_secret_iam_member" "function_rules" {
  count = var.rules_file == null ? 0 : 1

  project   = var.project_id
  secret_id = google_secret_manager_secret.rules[0].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function.member
}
