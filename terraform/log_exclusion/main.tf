locals {
  # From an image it is called this with `-run` behind. Both are meant, whichever was named: one follows the other.
  service = trimsuffix(var.service, "-run")
}

# Keeps FindMembers' request log, whose URLs hold user ids, out of the project's log.
resource "google_logging_project_exclusion" "main" {
  project     = var.project_id
  name        = "${local.service}-requests"
  description = "URLs of ${local.service} hold user ids and page tokens"
  filter      = "logName=\"projects/${var.project_id}/logs/run.googleapis.com%2Frequests\" AND resource.type=\"cloud_run_revision\" AND resource.labels.service_name=~\"^${local.service}(-run)?$\""
}
