locals {
  sweep = {
    account     = "function"
    description = "Publishes what was left unpublished, moves whom time alone moves, and recomputes users on request"
    document    = null
    entry_point = "dev.segue.Sweep"
    ingress     = "ALLOW_ALL"
    size        = var.sweep
  }

  sweep_callers = merge(
    { scheduler = local.accounts["scheduler"].member },
    { for operator in var.sweep.operators : operator => operator },
  )
}

resource "google_cloud_run_v2_service_iam_member" "sweep" {
  for_each = { for caller, member in local.sweep_callers : caller => member if length(google_cloudfunctions2_function.main) > 0 }

  project  = var.project_id
  location = var.region
  name     = google_cloudfunctions2_function.main["sweep"].name
  role     = "roles/run.invoker"
  member   = each.value

  lifecycle {
    replace_triggered_by = [google_cloudfunctions2_function.main["sweep"].id]
  }
}

resource "google_service_account_iam_member" "scheduler_tokens" {
  service_account_id = local.accounts["scheduler"].name
  role               = "roles/iam.serviceAccountOpenIdTokenCreator"
  member             = google_project_service_identity.main["cloudscheduler"].member
}

resource "google_cloud_scheduler_job" "sweep" {
  project          = var.project_id
  region           = var.region
  name             = local.source_names.sweep
  description      = "Publishes segment changes that were left unpublished, and moves users whom time alone moves"
  schedule         = "*/${var.sweep.every_minutes} * * * *"
  time_zone        = "Etc/UTC"
  attempt_deadline = "${var.sweep.timeout_seconds}s"

  http_target {
    http_method = "POST"
    uri         = local.live["sweep"].uri

    oidc_token {
      service_account_email = local.accounts["scheduler"].email
      audience              = local.live["sweep"].uri
    }
  }

  retry_config {
    retry_count          = 3
    min_backoff_duration = "5s"
    max_backoff_duration = "20s"
  }

  depends_on = [google_cloud_run_v2_service_iam_member.service, google_cloud_run_v2_service_iam_member.sweep, google_service_account_iam_member.scheduler_tokens]
}
