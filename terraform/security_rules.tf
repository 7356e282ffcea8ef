locals {
  security_rules = templatefile("${path.module}/firestore.rules.tftpl", { segments = var.collections.segments })
}

# What no rule allows is denied: clients write nothing, and read nothing but their own segment.
resource "google_firebaserules_ruleset" "main" {
  count = var.security_rules ? 1 : 0

  project = var.project_id

  source {
    files {
      name    = "firestore.rules"
      content = local.security_rules
    }
  }

  depends_on = [google_project_service.main]
}

resource "google_firebaserules_release" "main" {
  count = var.security_rules ? 1 : 0

  project      = var.project_id
  name         = local.database == "(default)" ? "cloud.firestore" : "cloud.firestore/${local.database}"
  ruleset_name = "projects/${var.project_id}/rulesets/${google_firebaserules_ruleset.main[0].name}"

  # A ruleset cannot be deleted while a release points at it.
  lifecycle {
    replace_triggered_by = [google_firebaserules_ruleset.main]
  }
}
