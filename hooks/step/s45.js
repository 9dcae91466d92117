// @bun
import{gn,qo}from"./s37.js";import{existsSync as i}from"fs";var o=/^(?:core\.(?:worktree|excludesfile|attributesfile|ignorecase|precomposeunicode)|filter\..+)$/,n=/^filter\.lfs\.(?:clean=git-lfs clean -- %f|smudge=git-lfs smudge (?:--skip )?-- %f|process=git-lfs filter-process(?: --skip)?|required=true)$/,vf=(t,e)=>o.test(t)&&!n.test(`${t}=${e}`),l=(t,e)=>i(t.task)?qo("git",t,e):[],$f=(t,e,r=process.env)=>l(t,e).flatMap((s)=>gn(r,t,s))[0]??null;
export{vf,$f};
