// @bun
import{wn,Ho}from"./s32.js";import{existsSync as i}from"fs";var o=/^(?:core\.(?:worktree|excludesfile|attributesfile|ignorecase|precomposeunicode)|filter\..+)$/,n=/^filter\.lfs\.(?:clean=git-lfs clean -- %f|smudge=git-lfs smudge (?:--skip )?-- %f|process=git-lfs filter-process(?: --skip)?|required=true)$/,jf=(t,e)=>o.test(t)&&!n.test(`${t}=${e}`),l=(t,e)=>i(t.task)?Ho("git",t,e):[],zf=(t,e,r=process.env)=>l(t,e).flatMap((s)=>wn(r,t,s))[0]??null;
export{jf,zf};
