locals {
  database_location = coalesce(var.database.location, var.region)
  database_resource = "projects/${var.project_id}/databases/${var.database.name}"

  # Everything that needs the database to be there names it through this.
  database = var.database.create ? google_firestore_database.main[0].name : var.database.name

  # What happens on destroy, and when something leaves the configuration, to what holds data.
  data_deletion_policy = var.deletion_protection ? "ABANDON" : "DELETE"
}

resource "google_firestore_database" "main" {
  #checkov:skip=CKV2_GCP_35:See docs/adr/0017.
  count = var.database.create ? 1 : 0

  project     = var.project_id
  name        = var.database.name
  location_id = local.database_location
  type        = "FIRESTORE_NATIVE"

  point_in_time_recovery_enablement = var.database.point_in_time_recovery ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = local.data_deletion_policy

  # Any other value of these is another database: the one with the users would be deleted for it.
  lifecycle {
    ignore_changes = [cmek_config, database_edition, location_id, name, project, type]

    postcondition {
      condition     = self.location_id == local.database_location
      error_message = "The database '${self.name}' is in '${self.location_id}', and Firestore cannot move it to '${local.database_location}'. To move only the functions, set database.location to '${self.location_id}'."
    }

    postcondition {
      condition     = self.project == var.project_id
      error_message = "The database '${self.name}' is in the project '${self.project}', and Segue does not delete it to make one in '${var.project_id}'. Another project needs a state of its own."
    }

    postcondition {
      condition     = self.name == var.database.name
      error_message = "The database '${self.name}' exists, and Segue does not delete it to make '${var.database.name}'. To leave it where it is, run terraform state rm on google_firestore_database.main and google_firestore_backup_schedule.daily, and apply again."
    }
  }

  depends_on = [google_project_service.main]
}

# A database can have one daily schedule; that of an existing database is its owner's business.
resource "google_firestore_backup_schedule" "daily" {
  count = var.database.create && var.database.backup_retention_days > 0 ? 1 : 0

  project         = var.project_id
  database        = local.database
  retention       = "${var.database.backup_retention_days * 24 * 60 * 60}s"
  deletion_policy = local.data_deletion_policy

  daily_recurrence {}
}
