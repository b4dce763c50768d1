process.env["TZ"] = "UTC";
