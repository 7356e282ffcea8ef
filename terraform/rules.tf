# The rules, and `rules_file` and `secrets` from Secret Manager, as a mounted file and as environment variables.
locals {
  rules = yamldecode(file(coalesce(var.rules_file, "${path.module}/../src/main/resources/segments.yaml")))

  # Patterns of documents, which Eventarc understands as they are: the users', and those below them that conditions read.
  users     = try(local.rules.users, "users/{user}")
  documents = try(local.rules.documents, {})

  rules_folder = "/etc/segue"
  rules_name   = "segments.yaml"

  secrets = {
    for key, it in var.secrets : key => {
      project = can(regex("^projects/", it.secret)) ? split("/", it.secret)[1] : var.project_id
      secret  = element(split("/", it.secret), -1)
      version = it.version
    }
  }

  secret_readers = setintersection(["function", "reader"], keys(local.accounts))
  secret_grants = merge(
    {
      for account in local.secret_readers : "rules ${account}" => {
        member  = local.accounts[account].member
        on      = "${local.project}/secrets/${google_secret_manager_secret.rules[0].secret_id}"
        project = var.project_id
        role    = "roles/secretmanager.secretAccessor"
        secret  = google_secret_manager_secret.rules[0].secret_id
      } if var.rules_file != null
    },
    {
      for it in setproduct(distinct([for it in values(local.secrets) : "${it.project}/${it.secret}"]), local.secret_readers) :
      "${it[0]} ${it[1]}" => {
        member  = local.accounts[it[1]].member
        on      = "projects/${replace(it[0], "/", "/secrets/")}"
        project = split("/", it[0])[0]
        role    = "roles/secretmanager.secretAccessor"
        secret  = split("/", it[0])[1]
      }
    },
  )
}

# Created before destroyed, here and below: what is removed goes after the functions no longer use it.
resource "google_secret_manager_secret" "rules" {
  count = var.rules_file == null ? 0 : 1

  project   = var.project_id
  secret_id = join("-", compact([local.segue, "rules", var.region, var.kms_keys.region == null ? "" : substr(sha256(var.kms_keys.region), 0, 6)]))
  labels    = local.labels

  replication {
    user_managed {
      replicas {
        location = var.region

        dynamic "customer_managed_encryption" {
          for_each = local.kms_keys.region == null ? [] : [local.kms_keys.region]

          content {
            kms_key_name = customer_managed_encryption.value
          }
        }
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

resource "google_secret_manager_secret_iam_member" "main" {
  for_each = { for key, it in local.secret_grants : key => it if var.create_iam }

  project   = each.value.project
  secret_id = each.value.secret
  role      = each.value.role
  member    = each.value.member

  lifecycle {
    create_before_destroy = true
  }
}
