// @bun
var ie={move:"again"},k={move:"stop"},ze={move:"next",reason:!0,waiver:"accepted"},Ye={move:"next",reason:!0,waiver:"waived"},mo={move:"next",reason:!0,waiver:"overruled"},Us={move:{substitute:{other:["opus","sonnet"]}}},e=(o,t)=>({ask:o,options:t}),Jn=e("stuck",{again:ie,other:Us,stop:k}),Pt=e("bounded",{more:ie,again:ie,other:Us,stop:k}),Er=e("stale",{again:ie,waive:Ye,stop:k}),Pr=e("stuck",{again:ie,other:Us,waive:Ye,stop:k}),Ar=e("bounded",{more:ie,other:Us,waive:Ye,stop:k}),Ka=e("stuck",{again:ie,waive:Ye,stop:k});
export{ie,k,ze,Ye,mo,Us,Jn,Pt,Er,Pr,Ar,Ka};
