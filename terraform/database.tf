locals {
  database_location = coalesce(var.database.location, var.region)
  database_resource = "projects/${var.project_id}/databases/${var.database.name}"

  # Everything that needs the database to be there names it through this.
  database = var.database.create ? google_firestore_database.main[0].name : var.database.name
}

resource "google_firestore_database" "main" {
  count = var.database.create ? 1 : 0

  project     = var.project_id
  name        = var.database.name
  location_id = local.database_location
  type        = "FIRESTORE_NATIVE"

  concurrency_mode                  = "PESSIMISTIC"
  point_in_time_recovery_enablement = var.database.point_in_time_recovery ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"

  # It holds the application's users: a protected one outlives Segue.
  deletion_policy = var.deletion_protection ? "ABANDON" : "DELETE"

  dynamic "cmek_config" {
    for_each = var.kms_key == null ? [] : [var.kms_key]

    content {
      kms_key_name = cmek_config.value
    }
  }

  depends_on = [google_kms_crypto_key_iam_member.agent, google_project_service.main]
}

# A database can have one daily schedule; that of an existing database is its owner's business.
resource "google_firestore_backup_schedule" "daily" {
  count = var.database.create && var.database.backup_retention_days > 0 ? 1 : 0

  project   = var.project_id
  database  = local.database
  retention = "${var.database.backup_retention_days * 24 * 60 * 60}s"

  daily_recurrence {}
}
