locals {
  # The settings that the code reads, the same for every function. Known before anything is made,
  # so that `terraform console` can tell them to who wants to run the code as it will run.
  environment = merge(
    {
      GOOGLE_CLOUD_PROJECT    = var.project_id
      SEGUE_DATABASE          = var.database.name
      SEGUE_USERS             = var.collections.users
      SEGUE_SEGMENTS          = var.collections.segments
      SEGUE_TOPIC             = var.topic.name
      SEGUE_DEAD_LETTER_TOPIC = var.dead_letter_topic
    },
    var.rules_file == null ? {} : { SEGUE_RULES = "${local.rules_folder}/${local.rules_name}" },
  )

  # Set at all, this variable replaces the platform's, heap limit included; so that comes first.
  java_tool_options = "-XX:MaxRAMPercentage=70"

  labels = merge({ app = "segue" }, var.labels)
}

# SegmentUser and Sweep do the same work, so they are the same identity.
resource "google_service_account" "function" {
  project      = var.project_id
  account_id   = "segue-function"
  display_name = "Segue: keeps segments and publishes their changes"

  depends_on = [google_project_service.main]
}

resource "google_project_iam_member" "function_firestore" {
  project = var.project_id
  role    = "roles/datastore.user"
  member  = google_service_account.function.member

  condition {
    title       = "segue_database"
    description = "Only the database with the users"
    expression  = "resource.name == \"${local.database_resource}\""
  }
}
