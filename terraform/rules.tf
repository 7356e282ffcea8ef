# A rules file of the user's own reaches the functions as a file, the only way there is: mounted
# from Secret Manager. It replaces the packaged one without a change to the source.
locals {
  rules_folder = "/etc/segue"
  rules_name   = "segments.yaml"
  rules_source = coalesce(var.rules_file, "${path.module}/../src/main/resources/segments.yaml")
  rules        = yamldecode(file(local.rules_source))

  # As the code computes what it writes into each segment document: Rules.hash().
  rules_by_status = merge([
    for segment in local.rules.segments : { for status in coalesce(try(segment.subscription_status, null), []) : status => segment.name }
  ]...)
  rules_hash = substr(sha256(join("", concat(
    [for status in sort(keys(local.rules_by_status)) : "${local.rules_by_status[status]} ${status}\n"],
    [local.rules.default],
  ))), 0, 12)
}

# Here and below, what is no longer wanted goes after the functions have let go of it.
resource "google_secret_manager_secret" "rules" {
  count = var.rules_file == null ? 0 : 1

  project   = var.project_id
  secret_id = "${local.segue}-rules-${var.region}"
  labels    = local.labels

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }

  depends_on = [google_project_service.main]

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_secret_manager_secret_version" "rules" {
  count = var.rules_file == null ? 0 : 1

  secret      = google_secret_manager_secret.rules[0].id
  secret_data = file(var.rules_file)

  lifecycle {
    create_before_destroy = true
  }
}

resource "google_secret_manager_secret_iam_member" "rules" {
  for_each = var.rules_file == null ? toset([]) : setintersection(["function", "reader"], keys(local.accounts))

  project   = var.project_id
  secret_id = google_secret_manager_secret.rules[0].secret_id
  role      = "roles/secretmanager.secretAccessor"
  member    = local.accounts[each.key].member

  lifecycle {
    create_before_destroy = true
  }
}

moved {
  from = google_secret_manager_secret_iam_member.function_rules[0]
  to   = google_secret_manager_secret_iam_member.rules["function"]
}

moved {
  from = google_secret_manager_secret_iam_member.reader_rules[0]
  to   = google_secret_manager_secret_iam_member.rules["reader"]
}
