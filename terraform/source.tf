locals {
  # All that is here, and in build.tf, is made for functions that are built, and for nothing else.
  from_source = var.image == null || var.source_beside_image

  # All that Google's buildpack needs to build the functions.
  source_root  = "${path.module}/.."
  source_paths = ["pom.xml", "build/pom.xml", "mvnw", ".mvn", "src/main"]

  # The archive takes a folder and patterns of what to leave out. Single files could be listed instead,
  # but the archive provider gives those no mode, and the build must be able to run ./mvnw. No pattern
  # is the name of a file that happens to be there: such a name may hold brackets, or be a dangling
  # link. These match every name that leaves the way to a name in the list: for `mvnw` that is
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

  bucket = var.build.bucket == null ? one(google_storage_bucket.source[*].name) : var.build.bucket
}

data "archive_file" "source" {
  count = local.from_source ? 1 : 0

  type             = "zip"
  source_dir       = local.source_root
  excludes         = local.source_excludes
  output_path      = "${path.root}/.terraform/${local.segue}-source.zip"
  output_file_mode = "0755" # the same wherever it is made, and ./mvnw runs
}

resource "google_storage_bucket" "source" {
  #checkov:skip=CKV_GCP_62:What it holds is public in the repository; Cloud Audit Logs have who wrote it.
  count = local.from_source && var.build.bucket == null ? 1 : 0

  project                     = var.project_id
  name                        = local.source_bucket
  location                    = var.region
  labels                      = local.labels
  force_destroy               = true
  public_access_prevention    = "enforced"
  uniform_bucket_level_access = true

  versioning {
    enabled = true
  }

  # An object is made anew from the source whenever it is missed.
  lifecycle_rule {
    condition {
      num_newer_versions         = 1
      days_since_noncurrent_time = 30
    }

    action {
      type = "Delete"
    }
  }

  depends_on = [google_project_service.main]
}

# A new name for new source is what makes the functions build again.
resource "google_storage_bucket_object" "source" {
  count = local.from_source ? 1 : 0

  bucket = local.bucket
  name   = "${local.segue}-${data.archive_file.source[0].output_sha256}.zip"
  source = data.archive_file.source[0].output_path
}
