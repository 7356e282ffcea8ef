locals {
  # All that Google's buildpack needs to build the functions.
  source_root  = "${path.module}/../../.."
  source_paths = ["pom.xml", "build/pom.xml", "mvnw", ".mvn", "src/main"]

  # The archive takes a folder and patterns of what to leave out. A list of single files would lose their
  # mode, and the build has to run ./mvnw. A pattern is never the name of a file that happens to be there,
  # which may hold brackets. These match every name that differs from those in the list: for `mvnw`,
  # `[^m]*`, `m`, `m[^v]*`, …, `mvnw?*`. The folder itself is `.` to the provider, and stays.
  source_tree = {
    ""       = distinct([for path in local.source_paths : split("/", path)[0]])
    "build/" = ["pom.xml"]
    "src/"   = ["main"]
  }
  source_strangers = flatten([
    for folder, names in local.source_tree : [
      for start in distinct(flatten([for name in names : [for i in range(length(name) + 1) : substr(name, 0, i)]])) : concat(
        contains(concat(names, ["", "."]), start) ? [] : ["${folder}${start}"],
        contains(names, start) ? ["${folder}${start}?*"] : [
          "${folder}${start}[^${join("", distinct([for name in names : substr(name, length(start), 1) if startswith(name, start)]))}]*"
        ],
      )
    ]
  ])

  # What editors and file managers leave behind.
  source_litter = [
    for it in setproduct([".mvn", "src/main"], [".*", "#*", "*~", "Thumbs.db", "desktop.ini"]) : join("/**/", it)
  ]

  source_excludes = concat(local.source_strangers, local.source_litter)

  bucket = var.bucket == null ? one(google_storage_bucket.source[*].name) : var.bucket
}

data "archive_file" "source" {
  count = !var.repository_only ? 1 : 0

  type             = "zip"
  source_dir       = local.source_root
  excludes         = local.source_excludes
  output_path      = "${path.root}/.terraform/${var.name}-source.zip"
  output_file_mode = "0755" # the same wherever it is made, and ./mvnw runs
}

resource "google_storage_bucket" "source" {
  #checkov:skip=CKV_GCP_62:What it holds is public in the repository; Cloud Audit Logs have who wrote it.
  count = !var.repository_only && var.bucket == null ? 1 : 0

  project                     = var.project_id
  name                        = var.bucket_name
  location                    = var.region
  labels                      = var.labels
  force_destroy               = true
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true

  dynamic "encryption" {
    for_each = var.kms_key_name == null ? [] : [var.kms_key_name]

    content {
      default_kms_key_name = encryption.value
    }
  }

  versioning {
    enabled = true
  }

  # A missing object is made again from the source.
  lifecycle_rule {
    condition {
      num_newer_versions         = 1
      days_since_noncurrent_time = 30
    }

    action {
      type = "Delete"
    }
  }
}

# Functions build again when the name changes.
resource "google_storage_bucket_object" "source" {
  count = !var.repository_only ? 1 : 0

  bucket = local.bucket
  name   = "${var.name}-${data.archive_file.source[0].output_sha256}.zip"
  source = data.archive_file.source[0].output_path
}
