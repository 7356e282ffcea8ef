# Keeps FindMembers' request log, whose URLs hold user ids, out of the project's log.
resource "google_logging_project_exclusion" "main" {
  project     = var.project_id
  name        = "${var.service}-requests"
  description = "URLs of ${var.service} hold user ids and page tokens"
  filter      = "logName=\"projects/${var.project_id}/logs/run.googleapis.com%2Frequests\" AND resource.type=\"cloud_run_revision\" AND resource.labels.service_name=\"${var.service}\""
}
