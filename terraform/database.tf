locals {
  database_location = coalesce(var.database.location, var.region)
  database_resource = "projects/${var.project_id}/databases/${var.database.name}"

  # Everything that needs the database to exist names it through this.
  database = var.database.create ? google_firestore_database.main[0].name : var.database.name

  # What happens to what holds data on destroy, and when it leaves the configuration.
  data_deletion_policy = var.deletion_protection ? "ABANDON" : "DELETE"

  # Firestore indexes every field by default, in both directions, and the elements of arrays. Index entries are the
  # main cost of a write, so only what is queried keeps one: changes to publish, users who move by time alone, members.
  indexed_fields = toset(["due", "pending_since", "segment"])
  unindexed_fields = {
    as_of            = "increasing values, as changed_at"
    changed_at       = "increasing values hit one end of an index, which limits the collection to 500 writes per second"
    pending          = "an array of maps that no query can use, written with each change"
    previous_segment = "never searched"
    reason           = "a map whose every key would be indexed"
    revision         = "never searched, and changes with each write"
    rules            = "the same value in most documents: a hot spot in an index"
    seen             = "a hash that is never searched, and changes with each write"
  }
}

resource "google_firestore_database" "main" {
  #checkov:skip=CKV2_GCP_35:kms_keys has a key for those who need one.
  count = var.database.create ? 1 : 0

  project     = var.project_id
  name        = var.database.name
  location_id = local.database_location
  type        = "FIRESTORE_NATIVE"

  point_in_time_recovery_enablement = var.database.point_in_time_recovery ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  delete_protection_state           = var.deletion_protection ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = local.data_deletion_policy

  dynamic "cmek_config" {
    for_each = local.kms_keys.database == null ? [] : [local.kms_keys.database]

    content {
      kms_key_name = cmek_config.value
    }
  }

  # Any other value of these is another database: the one with the users would be deleted for it.
  lifecycle {
    ignore_changes = [cmek_config, database_edition, location_id, name, project, type]

    postcondition {
      condition     = self.location_id == local.database_location
      error_message = "The database '${self.name}' is in '${self.location_id}', and Firestore cannot move it to '${local.database_location}'. To move only the functions, set database.location to '${self.location_id}'."
    }

    postcondition {
      condition     = self.project == var.project_id
      error_message = "The database '${self.name}' is in the project '${self.project}', and Segue does not delete it to make one in '${var.project_id}'. Another project needs a separate state."
    }

    postcondition {
      condition     = self.name == var.database.name
      error_message = "The database '${self.name}' exists, and Segue does not delete it to make '${var.database.name}'. To leave it as it is, run terraform state rm on it and google_firestore_backup_schedule.daily, and apply again."
    }
  }

  depends_on = [google_project_service.main]
}

# A database can have one daily schedule; that of an existing database is not Segue's.
resource "google_firestore_backup_schedule" "daily" {
  count = var.database.create && var.database.backup_retention_days > 0 ? 1 : 0

  project         = var.project_id
  database        = local.database
  retention       = "${var.database.backup_retention_days * 24 * 60 * 60}s"
  deletion_policy = local.data_deletion_policy

  daily_recurrence {}
}

resource "google_firestore_field" "unindexed" {
  for_each = local.unindexed_fields

  project         = var.project_id
  database        = local.database
  collection      = local.segments_id
  deletion_policy = local.data_deletion_policy
  field           = each.key

  index_config {}

  depends_on = [google_project_service.main]
}

# Queries read each in ascending order. Times start with a shard, so that the index grows in many places.
resource "google_firestore_field" "indexed" {
  for_each = local.indexed_fields

  project         = var.project_id
  database        = local.database
  collection      = local.segments_id
  deletion_policy = local.data_deletion_policy
  field           = each.key

  index_config {
    indexes {
      order       = "ASCENDING"
      query_scope = "COLLECTION"
    }
  }

  depends_on = [google_project_service.main]
}

# Segments of deleted users expire. TTL needs no index.
resource "google_firestore_field" "expires_at" {
  project         = var.project_id
  database        = local.database
  collection      = local.segments_id
  deletion_policy = local.data_deletion_policy
  field           = "expires_at"

  index_config {}
  ttl_config {}

  depends_on = [google_project_service.main]

  lifecycle {
    precondition {
      condition     = !contains([for it in concat([local.users], values(local.documents)) : reverse(split("/", it))[1]], local.segments_id)
      error_message = "The rules file has users or documents in a collection named '${local.segments_id}', and segments are in '${local.segments}'. Firestore would delete them by their field expires_at, because the TTL policy is for all collections of that name. Set collections.segments to a path with another last part."
    }
  }
}
