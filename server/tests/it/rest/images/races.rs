//! Many at once, deletion during an upload, and what a crash leaves behind.

use axum::body::{Body, Bytes};
use futures::future::join_all;
use serde_json::json;

use crate::support::TestApp;
use crate::support::client::OCTETS;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_fifty_uploads_at_once_one_wins() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let uploads = (0..50).map(|n| {
        let call = member.upload(&id, format!("data of upload {n:02}"));
        tokio::spawn(async move { (n, call.await) })
    });
    let answers: Vec<_> = join_all(uploads).await.into_iter().map(Result::unwrap).collect();
    let winners: Vec<_> = answers.iter().filter(|(_, answer)| answer.status == 204).collect();
    assert_eq!(winners.len(), 1);
    for (n, answer) in &answers {
        assert!(
            matches!(answer.status.as_u16(), 204 | 409 | 410 | 429),
            "{n}: {} {}",
            answer.status,
            answer.text()
        );
    }
    let stored = member.get(&format!("/v2/images/{id}/file")).await.expect(200);
    assert_eq!(stored.text(), format!("data of upload {:02}", winners[0].0));
    assert_eq!(app.stored_files().len(), 1);
    assert_eq!(app.rows("image_locations").await, 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn patches_at_once_all_count_or_say_that_they_did_not() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let patches = (0..8).map(|n| {
        let call = member.patch(&id, json!([{"op": "add", "path": format!("/p{n}"), "value": "x"}]));
        tokio::spawn(async move { (n, call.await.status.as_u16()) })
    });
    let outcomes: Vec<_> = join_all(patches).await.into_iter().map(Result::unwrap).collect();
    let image = member.show(&id).await;
    for (n, status) in outcomes {
        assert!(matches!(status, 200 | 409), "{n}: {status}");
        assert_eq!(image.get(format!("p{n}")).is_some(), status == 200, "{n}");
    }
}

#[tokio::test]
async fn deleting_during_an_upload_ends_it_and_leaves_no_bytes() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let id = member.ready_image().await;
    let (sender, receiver) = tokio::sync::mpsc::channel::<Result<Bytes, std::io::Error>>(1);
    let body = Body::from_stream(tokio_stream::wrappers::ReceiverStream::new(receiver));
    let path = format!("/v2/images/{id}/file");
    let call = member.put(&path).header("content-type", OCTETS).stream(body);
    let upload = tokio::spawn(call.into_future());
    sender.send(Ok(Bytes::from_static(b"01234"))).await.unwrap();
    while member.show(&id).await["status"] != "saving" {
        tokio::task::yield_now().await;
    }
    member.delete(&format!("/v2/images/{id}")).await.expect(204);
    // The client may have noticed nothing.
    let _ = sender.send(Ok(Bytes::from_static(b"56789"))).await;
    drop(sender);
    let answer = upload.await.unwrap();
    answer.refused(410, "could not be found after upload", "deleted");
    assert!(app.stored_files().is_empty(), "{:?}", app.stored_files());
    member.get(&format!("/v2/images/{id}")).await.expect(404);
}

#[tokio::test]
async fn a_restart_tidies_up_after_uploads_that_were_cut_off() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let kept = member.active_image(b"0123456789").await;
    let cut = member.ready_image().await;
    let (generation, stray) = ("0123456789abcdef0123456789abcdef", "fedcba9876543210fedcba9876543210");
    app.sql(&format!(
        "UPDATE images SET status = 'saving', upload_generation = '{generation}', upload_node = 'dead'
         WHERE id = '{cut}'"
    ))
    .await;
    let incoming = app.path("images/incoming");
    let objects = app.path(&format!("images/objects/{}", &cut[..2]));
    for folder in [&incoming, &objects] {
        std::fs::create_dir_all(folder).unwrap();
    }
    for file in [
        incoming.join(format!("{cut}.{generation}")),
        objects.join(format!("{cut}.{generation}")),
        incoming.join(format!("{kept}.{stray}")),
    ] {
        std::fs::write(file, "partial").unwrap();
    }
    let app = app.rebuild().await;
    let member = app.member().await;
    let image = member.show(&cut).await;
    assert_eq!((&image["status"], &image["size"]), (&json!("queued"), &json!(null)));
    assert_eq!(app.stored_files().len(), 1, "{:?}", app.stored_files());
    assert_eq!(member.get(&format!("/v2/images/{kept}/file")).await.expect(200).text(), "0123456789");
    member.upload(&cut, "again").await.expect(204);
}

#[tokio::test]
async fn a_process_retires_the_one_whose_directory_it_takes_over() {
    let app = TestApp::new().await;
    let member = app.member().await;
    let cut = member.ready_image().await;
    let node = app.app().data_dir.node().to_owned();
    app.sql(&format!(
        "UPDATE images SET status = 'saving', upload_generation = 'g', upload_node = '{node}' WHERE id = '{cut}'"
    ))
    .await;
    let app = app.rebuild().await;
    assert_eq!(app.member().await.show(&cut).await["status"], "queued");
}
