resource "google_monitoring_custom_service" "main" {
  project      = var.project_id
  service_id   = var.name
  display_name = var.title
}

# Without moves by time: half a million at midnight would hide late deliveries; due_late watches them.
# Measured when a change is published. A change that is not published yet raises pending_age instead.
resource "google_monitoring_slo" "published" {
  project             = var.project_id
  service             = google_monitoring_custom_service.main.service_id
  slo_id              = "published"
  display_name        = "99 % of changes are published within 30 s of the write"
  goal                = 0.99
  rolling_period_days = 28

  request_based_sli {
    distribution_cut {
      distribution_filter = "metric.type = \"logging.googleapis.com/user/${google_logging_metric.age["published_age"].name}\" AND resource.type = \"cloud_run_revision\" AND metric.labels.cause != \"time\""

      range {
        max = local.late_ms
      }
    }
  }

  depends_on = [time_sleep.metrics]
}
